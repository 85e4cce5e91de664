/** Brings the clients which are Debian packages of their own; the docker CLI comes with the daemons. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { cacheFolder } from '../daemon/install.ts'

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

/** As long as the daemons' own packages may take (milliseconds). */
const INSTALL_TIMEOUT_MS = 300_000

/** Why `client` cannot be run here against a daemon, for `skip`; false when it can. Installs what is absent. */
export function clientUnavailable(client: Client): string | false {
  const reason = daemonsUnavailable() || installClient(client)
  if (reason && (process.env.CI || process.env.LONGSHORE_REQUIRE_DAEMONS))
    throw new Error(`${client} is required here, but ${reason}`)
  return reason
}

function installClient(client: Client): string | false {
  const files = Object.keys(clients[client])
  if (files.every(existsSync)) return false
  if (!existsSync('/etc/debian_version')) return `${client} is a Debian package, and this is no Debian`
  mkdirSync(cacheFolder, { recursive: true })
  const install = `
    apt-get -qq update
    apt-get -qq install -y --no-install-recommends -o DPkg::Lock::Timeout=120 ${Object.values(clients[client]).join(' ')} >/dev/null`
  // The lock of the daemons' installation: apt runs once at a time.
  const { status, stderr, error } = spawnSync('flock', [join(cacheFolder, 'lock'), 'sh', '-ec', install], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT_MS,
  })
  if (status === 0 && files.every(existsSync)) return false
  return `${client} could not be installed: ${error?.message ?? stderr.trim().split('\n').slice(-3).join(' | ')}`
}
