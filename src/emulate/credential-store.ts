/**
 * Logins that Longshore keeps for clients before API 1.2, whose daemon kept them. One `config.json` for each client, in the
 * form docker itself keeps (docker/cli `cli/config/configfile`), in a folder that nobody else may read; the secrets in a
 * `docker-credential-*` helper where one is configured. They go to the daemon and nowhere else: not into a log, not into the
 * audit, not back to the client.
 */
import { createHash, randomBytes } from 'node:crypto'
import { chmod, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Identity } from '../access/identity.ts'
import { makeFolder } from '../config/make-folder.ts'
import type { CredentialHelper } from './credential-helper.ts'

export interface Login {
  /** `https://index.docker.io/v1/`, or what else the client called it. */
  readonly server: string
  readonly username: string
  readonly password: string
  readonly email: string
}

interface Entry {
  /** base64 of `name:password`; absent when a helper has them. */
  readonly auth?: string
  readonly email?: string
}

interface ConfigFile {
  readonly auths: Readonly<Record<string, Entry>>
}

export class CredentialStore {
  readonly #folder: string
  readonly #helper: CredentialHelper | undefined
  /** One change at a time: each is made of reading and writing. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(folder: string, helper?: CredentialHelper) {
    this.#folder = folder
    this.#helper = helper
  }

  /** The client's logins, the latest last. Throws what reading the file or the helper throws. */
  async logins(owner: Identity): Promise<readonly Login[]> {
    const { auths } = await this.#read(owner)
    const found = Object.entries(auths).map(([server, entry]) => this.#login(owner, server, entry))
    return (await Promise.all(found)).filter(login => login !== undefined)
  }

  keep(owner: Identity, login: Login): Promise<void> {
    return this.#change(owner, async auths => {
      const { server, username, password, email } = login
      if (this.#helper) await this.#helper.store(keyOf(owner, server), username, password)
      const auth = Buffer.from(`${username}:${password}`).toString('base64')
      return { ...without(auths, server), [server]: { ...(!this.#helper && { auth }), email } }
    })
  }

  forget(owner: Identity, server: string): Promise<void> {
    return this.#change(owner, async auths => {
      if (auths[server] === undefined) return auths
      if (this.#helper) await this.#helper.erase(keyOf(owner, server))
      return without(auths, server)
    })
  }

  async #login(owner: Identity, server: string, entry: Entry): Promise<Login | undefined> {
    const email = entry.email ?? ''
    if (entry.auth === undefined) {
      const secret = await this.#helper?.get(keyOf(owner, server))
      return secret && { server, email, ...secret }
    }
    const [, username = '', password = ''] =
      /^([^:]*):([\s\S]*)$/.exec(Buffer.from(entry.auth, 'base64').toString()) ?? []
    return { server, username, password, email }
  }

  #change(
    owner: Identity,
    step: (auths: ConfigFile['auths']) => Promise<ConfigFile['auths']>,
  ): Promise<void> {
    const change = this.#last.then(async () => {
      const config = await this.#read(owner)
      const auths = await step(config.auths)
      if (auths !== config.auths) await this.#write(owner, { ...config, auths })
    })
    this.#last = change.catch(() => undefined)
    return change
  }

  async #read(owner: Identity): Promise<ConfigFile> {
    try {
      const config = JSON.parse(await readFile(this.#path(owner), 'utf8')) as Partial<ConfigFile>
      return { ...config, auths: config.auths ?? {} }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { auths: {} }
      throw error
    }
  }

  /** What was there stays as it was until the new file is whole. */
  async #write(owner: Identity, config: ConfigFile): Promise<void> {
    const folder = join(this.#folder, folderOf(owner))
    makeFolder(folder, 0o700)
    await chmod(folder, 0o700)
    const temporary = join(folder, `.config.json.${randomBytes(6).toString('hex')}`)
    try {
      const file = await open(temporary, 'wx', 0o600)
      try {
        await file.writeFile(`${JSON.stringify(config, null, '\t')}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, this.#path(owner))
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  #path(owner: Identity): string {
    return join(this.#folder, folderOf(owner), 'config.json')
  }
}

/** The longest name of a file on any system (bytes). */
const NAME_LIMIT_BYTES = 255

/** Whose logins they are: the listener, and on it the certificate or the user where the connection tells one. */
function folderOf({ listener, tls, unix }: Identity): string {
  const certificate = tls && (tls.commonName || tls.subjectAltNames.join(','))
  const user = unix && `uid ${unix.uid}`
  const parts = [listener, certificate, user].filter(part => part !== undefined)
  const name = parts.map(encodeURIComponent).join('+').replace(/^\./, '%2E')
  return name.length <= NAME_LIMIT_BYTES ? name : createHash('sha256').update(name).digest('hex')
}

/** A helper keeps one secret for each server; clients must not get each other's. */
const keyOf = (owner: Identity, server: string): string =>
  `${server.replace(/\/$/, '')}/longshore/${folderOf(owner)}`

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _gone, ...rest } = record
  return rest
}
