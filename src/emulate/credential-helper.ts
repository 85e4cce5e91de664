/** The protocol of docker's credential helpers: a word on the command line, JSON or text on stdin and stdout (docker-credential-helpers README). */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** What helpers say when they have no such secret (docker-credential-helpers `credentials/error.go`). */
const NOT_FOUND = 'credentials not found in native keychain'

/** A helper that asks somebody for a password would wait without end (milliseconds). */
const TIMEOUT_MS = 10_000

export interface Secret {
  readonly username: string
  readonly password: string
}

/** Every call throws an error with what the helper said. */
export interface CredentialHelper {
  store(key: string, username: string, password: string): Promise<void>
  get(key: string): Promise<Secret | undefined>
  erase(key: string): Promise<void>
}

/** @param name what follows `docker-credential-` in the name of the program, which is looked for in PATH */
export function credentialHelper(name: string): CredentialHelper {
  const program = `docker-credential-${name}`
  return {
    async store(key, Username, Secret) {
      await run(program, 'store', JSON.stringify({ ServerURL: key, Username, Secret }))
    },
    async get(key) {
      const answer = await run(program, 'get', key).catch((error: Error) => {
        if (error.message.includes(NOT_FOUND)) return undefined
        throw error
      })
      if (answer === undefined) return undefined
      const { Username, Secret } = JSON.parse(answer) as { Username: string; Secret: string }
      return { username: Username, password: Secret }
    },
    async erase(key) {
      await run(program, 'erase', key)
    },
  }
}

async function run(program: string, action: string, input: string): Promise<string> {
  const child = spawn(program, [action], { stdio: ['pipe', 'pipe', 'ignore'], timeout: TIMEOUT_MS })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  // One that ends without reading says why by itself.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [output, code] = await Promise.all([text(child.stdout), ended])
  if (code !== 0) throw new Error(`${program} ${action}: ${output.trim() || `ended with ${code}`}`)
  return output
}
