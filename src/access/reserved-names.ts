/**
 * Names that tell Longshore of a container that is being made anew: it renames and removes what bears one without asking a
 * policy again. Who could give such a name could have the containers and images of others removed.
 */
import { RECREATION_NAME } from '../api/legacy-labels.ts'
import type { JudgedCall } from './judged-call.ts'

/** Why the call cannot be allowed; undefined when it can. */
export function reservedName({ operation, query }: JudgedCall): string | undefined {
  if (operation.name !== 'ContainerCreate' && operation.name !== 'ContainerRename') return undefined
  return RECREATION_NAME.test(query.get('name') ?? '')
    ? 'access denied: names with .longshore-new- or .longshore-old- in them are given by Longshore alone'
    : undefined
}
