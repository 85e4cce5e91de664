/**
 * `POST` and `GET /auth` before API 1.2, when the daemon kept the login and used it by itself (moby `api.go` and
 * `auth/auth.go` at v0.3.4). The daemon of today checks it, Longshore keeps it.
 */
import { isRefusedLogin, WRONG_LOGIN } from '../api/refused-login.ts'
import { isJsonObject, type JsonValue } from '../translate/json.ts'
import type { CredentialStore, Login } from './credential-store.ts'
import { EmulatedAnswer, type Emulation, madeAnswer } from './emulation.ts'
import { asAuthConfig, INDEX_SERVER } from './registry-auth.ts'

/** Old daemons answered 500 to every failure of a login. */
const failed = (message: string): EmulatedAnswer => new EmulatedAnswer(500, message)

export const registryLogin =
  (store: CredentialStore): Emulation =>
  async ({ body, identity, daemon }) => {
    const given = loginOf(body)
    const login = given.password === '' ? await withKeptPassword(store, identity, given) : given
    const answer = await daemon.call({ method: 'POST', path: '/auth', json: asAuthConfig(login) })
    if (isRefusedLogin(answer)) {
      await kept(store.forget(identity, login.server))
      throw failed(WRONG_LOGIN)
    }
    if (answer.status !== 200) throw failed(answer.message)
    await kept(store.keep(identity, login))
    return madeAnswer('application/json', JSON.stringify(answer.body))
  }

export const keptLogin =
  (store: CredentialStore): Emulation =>
  async ({ identity }) => {
    const login = (await kept(store.logins(identity))).at(-1)
    const { username = '', email = '' } = login ?? {}
    return madeAnswer('application/json', JSON.stringify({ username, password: '', email }))
  }

/** A client that is asked for the name it has given before does not ask for the password again. */
async function withKeptPassword(
  store: CredentialStore,
  identity: Parameters<CredentialStore['logins']>[0],
  given: Login,
): Promise<Login> {
  const logins = await kept(store.logins(identity))
  const same = logins.find(({ server, username }) => server === given.server && username === given.username)
  return same === undefined ? given : { ...given, password: same.password }
}

function loginOf(body: JsonValue | undefined): Login {
  if (!isJsonObject(body)) throw failed('a login is an object with username, password and email')
  const text = (key: string): string => (typeof body[key] === 'string' ? body[key] : '')
  const username = text('username')
  if (username.includes(':')) throw failed('a user name with a colon cannot be kept')
  const server = text('serveraddress') || INDEX_SERVER
  return { server, username, password: text('password'), email: text('email') }
}

/** What is wrong with the store is told without what is in it. */
export async function kept<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = error instanceof SyntaxError ? 'its file is no JSON' : (code ?? message)
    throw failed(`Longshore cannot get at the logins it keeps: ${reason}`)
  }
}
