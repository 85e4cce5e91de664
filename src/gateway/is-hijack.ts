/** Which requests turn their connection into a stream: told from the head alone, before anything is parsed. */
import { findOperation } from '../api/operations.ts'
import type { MessageHead } from './message-head.ts'
import { readPath, splitTarget, splitVersion } from './request-path.ts'

/** Cheap first: nearly no path holds any of these words, escaped or not. */
const MAY_HIJACK = /attach|start|session|grpc|%/

export function isHijack({ method, target }: MessageHead): boolean {
  if (!MAY_HIJACK.test(target)) return false
  const path = readPath(splitTarget(target).rawPath)
  if (path.kind !== 'path') return false
  return findOperation(method, splitVersion(path.decoded).route)?.operation.hijack ?? false
}
