/** Both ends of connections through a listener: one that answers when the client has finished, one that asks. */
import { createConnection, type NetConnectOpts, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Listener } from '../../src/listen/address.ts'
import type { ListenHandlers, ListenOptions } from '../../src/listen/listener.ts'

export const PLAIN: ListenOptions = { socketMode: 0o600, allowInsecureTcp: false }

/** Answers only after the client has closed its side, so an answer proves that half-open connections stay. */
export function answering(faults: Error[] = []): ListenHandlers {
  return {
    connection: (socket: Duplex, listener: Listener) => {
      const received: Buffer[] = []
      socket.on('error', () => {})
      socket.on('data', chunk => received.push(chunk))
      // text() of stream/consumers would destroy the socket at its end
      socket.on('end', () => socket.end(`${listener.name} got ${Buffer.concat(received)}`))
    },
    fault: error => faults.push(error),
  }
}

export async function ask(address: NetConnectOpts, question: string): Promise<string> {
  return answerTo(createConnection({ allowHalfOpen: true, ...address }), question)
}

export async function answerTo(socket: Socket, question: string): Promise<string> {
  socket.end(question)
  return text(socket)
}

export const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1))
