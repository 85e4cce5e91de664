/** Writes an answer of Longshore's own in the client's dialect, with the header fields the daemon's has in its place. */
import type { ServerResponse } from 'node:http'
import type { DaemonFacts } from '../daemon/daemon.ts'
import { writeError } from './dialect.ts'
import type { Refusal } from './refusal.ts'

/** @param facts what is known of the daemon: its version check signs with them, and clients take the OS from `Server` */
export function writeRefusal(
  response: ServerResponse,
  refusal: Refusal,
  facts: DaemonFacts | undefined,
): void {
  if (response.shouldKeepAlive) response.removeHeader('connection')
  if (refusal.location !== undefined) {
    response.writeHead(refusal.status, { Location: refusal.location, 'Content-Length': 0 }).end()
    return
  }
  const fields = {
    ...(refusal.inDaemonsName && facts && daemonFields(facts)),
    ...(refusal.inDaemonsName === 'handler' && facts && { 'Docker-Experimental': facts.experimental }),
  }
  if (refusal.message === '') {
    response.writeHead(refusal.status, { ...fields, ...(refusal.status !== 204 && { 'Content-Length': 0 }) })
    response.end()
    return
  }
  const { contentType, body } = writeError(refusal.dialect, refusal.message)
  const length = Buffer.byteLength(body)
  response.writeHead(refusal.status, {
    ...fields,
    'Content-Type': contentType,
    'Content-Length': length,
    ...(refusal.dialect === 'text' && { 'X-Content-Type-Options': 'nosniff' }),
  })
  response.end(body)
}

const daemonFields = ({ newest, release, os }: DaemonFacts) => ({
  'Api-Version': newest,
  Ostype: os,
  Server: `Docker/${release} (${os})`,
})
