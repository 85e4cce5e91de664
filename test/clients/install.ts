/** Brings the clients which are Debian packages of their own; the docker CLI comes with the daemons. */
import { existsSync } from 'node:fs'
import { runApt } from '../daemon/apt.ts'
import { daemonsUnavailable } from '../daemon/daemon.ts'

/** What has to exist for a client, and the package it comes in. */
const clients = {
  'docker-compose': { '/usr/bin/docker-compose': 'docker-compose' },
  'docker-py': { '/usr/lib/python3/dist-packages/docker/client.py': 'python3-docker' },
  asciinema: { '/usr/bin/asciinema': 'asciinema' },
  'docker-api': {
    '/usr/bin/ruby': 'ruby',
    '/usr/lib/ruby/vendor_ruby/docker.rb': 'ruby-docker-api',
    // Which it loads without naming it among its dependencies.
    '/usr/lib/ruby/vendor_ruby/multi_json.rb': 'ruby-multi-json',
  },
} satisfies Record<string, Record<string, string>>

export type Client = keyof typeof clients

export const allClients = Object.keys(clients) as readonly Client[]

/** Why `client` cannot be run here against a daemon, for `skip`; false when it can. Installs what is absent. */
export function clientUnavailable(client: Client): string | false {
  const reason = daemonsUnavailable() || installClient(client)
  if (reason && (process.env.CI || process.env.LONGSHORE_REQUIRE_DAEMONS))
    throw new Error(`${client} is required here, but ${reason}`)
  return reason
}

function installClient(client: Client): string | false {
  const files = Object.keys(clients[client])
  if (files.every(file => existsSync(file))) return false
  if (!existsSync('/etc/debian_version')) return `${client} is a Debian package, and this is no Debian`
  const failure = runApt(`apt_install ${Object.values(clients[client]).join(' ')}`)
  if (failure === undefined && files.every(file => existsSync(file))) return false
  return `${client} could not be installed: ${failure}`
}
