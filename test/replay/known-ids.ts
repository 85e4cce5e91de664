/** Ids of the recording with the ones that stand for them now, long and short. */

const SHORT = 12

export class KnownIds {
  readonly #pairs = new Map<string, string>()

  learn(recorded: string, present: string): void {
    this.#pairs.set(recorded, recorded.length === SHORT ? present.slice(0, SHORT) : present)
    if (recorded.length > SHORT) this.#pairs.set(recorded.slice(0, SHORT), present.slice(0, SHORT))
  }

  /** A request as it would be sent now; the length of its body is counted anew. */
  substitute(text: string): string {
    const replaced = text.replace(/\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g, id => this.#pairs.get(id) ?? id)
    const end = replaced.indexOf('\r\n\r\n')
    if (replaced === text || end < 0) return replaced
    const length = Buffer.byteLength(replaced.slice(end + 4))
    return replaced.replace(/^Content-Length: [1-9]\d*/m, `Content-Length: ${length}`)
  }
}
