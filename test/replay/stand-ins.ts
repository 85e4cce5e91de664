/** What stands here for what was there: ids of things made, long and short, and the server of the recording. */

const SHORT = 12

export class StandIns {
  readonly #ids = new Map<string, string>()
  #server: string | undefined

  learn(recorded: string, present: string): void {
    this.#ids.set(recorded, recorded.length === SHORT ? present.slice(0, SHORT) : present)
    if (recorded.length > SHORT) this.#ids.set(recorded.slice(0, SHORT), present.slice(0, SHORT))
  }

  /** @param address of what answers in place of the server from now on */
  serve(address: string): void {
    this.#server = address
  }

  /** A request as it would be sent now; the length of its body is counted anew. */
  substitute(text: string): string {
    const replaced = text
      .replace(/\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g, id => this.#ids.get(id) ?? id)
      .replace(/127\.0\.0\.1(:|%3A)8999/g, (server, colon) => this.#server?.replace(':', colon) ?? server)
    const end = replaced.indexOf('\r\n\r\n')
    if (replaced === text || end < 0) return replaced
    const length = Buffer.byteLength(replaced.slice(end + 4))
    return replaced.replace(/^Content-Length: [1-9]\d*/m, `Content-Length: ${length}`)
  }
}
