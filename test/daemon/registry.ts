/**
 * A registry (Debian's docker-registry, distribution 2.8) which a test daemon reaches on 127.0.0.1, where it needs no TLS.
 */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Daemon } from './daemon.ts'
import { newRoot, removeRoot } from './roots.ts'

export interface Registry {
  /** `127.0.0.1:PORT`, the first part of image references in it. */
  readonly address: string
  stop(): Promise<void>
}

const POLL_INTERVAL_MS = 10

/** In the daemon's own network. `users` are names with passwords; without any, everybody may pull and push. */
export async function startRegistry(
  daemon: Pick<Daemon, 'enter'>,
  users: Readonly<Record<string, string>> = {},
): Promise<Registry> {
  const { folder: root } = newRoot()
  const address = `127.0.0.1:${await freePort()}`
  const passwords = Object.entries(users).map(([name, password]) => `${name}:${bcrypt(password)}\n`)
  writeFileSync(join(root, 'htpasswd'), passwords.join(''))
  const config = {
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(root, 'data') }, delete: { enabled: true } },
    http: { addr: address },
    ...(passwords.length > 0 ? { auth: { htpasswd: { realm: 'test', path: join(root, 'htpasswd') } } } : {}),
  }
  // JSON is YAML.
  writeFileSync(join(root, 'config.yml'), JSON.stringify(config))
  const command = [...daemon.enter, 'docker-registry', 'serve', join(root, 'config.yml')]
  const log = join(root, 'log')
  const output = openSync(log, 'a')
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], { stdio: ['ignore', 'ignore', output] })
  closeSync(output)
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  child.unref()
  while (!readFileSync(log, 'utf8').includes('listening on')) {
    if (child.exitCode !== null)
      throw new Error(`docker-registry ended while starting:\n${readFileSync(log, 'utf8')}`)
    await sleep(POLL_INTERVAL_MS)
  }
  return {
    address,
    async stop() {
      child.ref()
      child.kill('SIGKILL')
      await ended
      removeRoot(root)
    },
  }
}

/** The value of X-Registry-Auth: JSON in URL-safe base64, whose padding the daemon insists on. */
export function registryAuth(auth: Readonly<Record<string, string>>): string {
  return Buffer.from(JSON.stringify(auth)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}

/** perl-base belongs to every Debian, and its libcrypt knows the only hash that docker-registry takes. */
function bcrypt(password: string): string {
  const salt = '$2b$05$abcdefghijklmnopqrstuu'
  const { stdout } = spawnSync('perl', ['-e', 'print crypt($ARGV[0], $ARGV[1])', password, salt], {
    encoding: 'utf8',
  })
  return stdout
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
