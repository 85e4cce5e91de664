/** A promise that is settled from outside; `Promise.withResolvers` of Node 22. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>
  readonly resolve: (value: Value) => void
}

export function deferred<Value = void>(): Deferred<Value> {
  let resolve!: (value: Value) => void
  const promise = new Promise<Value>(settle => {
    resolve = settle
  })
  return { promise, resolve }
}
