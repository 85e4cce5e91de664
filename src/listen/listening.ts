/** `listen` of node:net as a promise: settled by whichever of 'listening' and 'error' comes first. */
import type { ListenOptions, Server } from 'node:net'

export function listening(server: Server, options: ListenOptions | { readonly fd: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      server.off('error', settle)
      server.off('listening', settle)
      if (error) reject(error)
      else resolve()
    }
    server.once('error', settle)
    server.once('listening', settle)
    server.listen(options)
  })
}
