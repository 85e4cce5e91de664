/**
 * Calls that get at what their client may not see without naming it: pruning takes hidden objects away, and `ps` shows the
 * environment of processes when it is asked to (procps ps(1), the BSD option `e`).
 */
import type { JudgedCall } from './judged-call.ts'
import type { Visibility } from './visibility.ts'

const PRUNES = new Set(['ContainerPrune', 'ImagePrune', 'NetworkPrune', 'VolumePrune'])

/** With options none of which shows an environment; the first is what `docker top` asks for. */
const HARMLESS_PS = new Set(['', '-ef', 'aux', '-aux', '-eF', '-ely'])

/** Why the call cannot be allowed; undefined when it can. */
export function beyondSight(
  { operation, query, identity }: JudgedCall,
  policy: Visibility,
): string | undefined {
  if (PRUNES.has(operation.name) && policy.hides(identity) !== undefined)
    return 'access denied: pruning would take away what you may not see'
  if (operation.name === 'ContainerTop' && policy.redacts(identity) !== undefined) {
    const options = query.get('ps_args') ?? ''
    if (!HARMLESS_PS.has(options))
      return 'access denied: ps could show environment variables that you may not see; leave ps_args out'
  }
  return undefined
}
