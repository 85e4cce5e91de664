/** Asking dockerode, whose releases take callbacks to this day. */

export type Docker = new (options: { socketPath: string; version: string }) => object

/** Every release takes callbacks; from 2.5 on promises as well. */
export function ask<T = void>(handle: object, method: string, ...args: readonly unknown[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const callback = (error: Error | null, value: T) => (error ? reject(error) : resolve(value))
    Reflect.apply(Reflect.get(handle, method), handle, [...args, callback])
  })
}

/** `getContainer` and its like, which answer at once. */
export const handleOf = (docker: object, method: string, name: string): object =>
  Reflect.apply(Reflect.get(docker, method), docker, [name])

/** The streams of the oldest are not iterable. */
export function collected(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  stream.on('data', chunk => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    stream.on('end', () => resolve(Buffer.concat(chunks))).on('error', reject)
  })
}
