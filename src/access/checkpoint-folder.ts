/**
 * Checkpoints of containers are written to any folder of the host that the client names, and read from there (experimental
 * daemons; moby `daemon/server/router/checkpoint` and `container_routes.go` postContainersStart at docker-v29.7.2).
 */
import type { JudgedCall } from './judged-call.ts'
import { asObject, stringAt } from './reading.ts'

/** Empty where the daemon's own folder is used. */
export function checkpointFolder({ operation, query, body }: JudgedCall): string {
  switch (operation.name) {
    case 'CheckpointCreate':
      return stringAt(asObject(body), 'CheckpointDir')
    case 'CheckpointList':
    case 'CheckpointDelete':
      return query.get('dir') ?? ''
    case 'ContainerStart':
      return query.get('checkpoint-dir') ?? ''
    default:
      return ''
  }
}
