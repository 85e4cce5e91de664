/** API 1.37 (docker 18.03): moby `api/server/router/swarm/cluster_routes.go`, createSecret and createConfig, at v28.5.2. */
import { change, version } from '../src/translate/change.ts'
import { UntranslatableError } from '../src/translate/untranslatable.ts'
import { onObject, type ValueStep } from './shapes/json-edit.ts'

/** In the daemon's own words. */
const refuseTemplating = (kind: 'secret' | 'config'): ValueStep =>
  onObject((spec, { client }) => {
    if (spec.Templating === undefined || spec.Templating === null) return spec
    throw new UntranslatableError(
      `${kind} templating is not supported on the specified API version: ${client}`,
    )
  })

export default version('1.37', [
  change({
    id: 'v1.37-templating',
    summary: 'Secrets and configs may be templates; before, that was refused',
    operations: {
      SecretCreate: { request: refuseTemplating('secret') },
      ConfigCreate: { request: refuseTemplating('config') },
    },
  }),
])
