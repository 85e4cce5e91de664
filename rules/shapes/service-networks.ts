/**
 * Networks of a service: ServiceSpec.TaskTemplate.Networks since API 1.25, ServiceSpec.Networks before
 * (moby `daemon/server/router/swarm/cluster_routes.go` at docker-v29.7.2, backFillLegacyNetwork).
 */
import { isJsonObject } from '../../src/translate/json.ts'
import { at, inOrder, onObject, type ValueStep } from './json-edit.ts'

const copyToSpec: ValueStep = onObject(spec => {
  const task = spec.TaskTemplate
  const networks = isJsonObject(task) ? task.Networks : undefined
  if (spec.Networks !== undefined || !Array.isArray(networks) || networks.length === 0) return spec
  return { ...spec, Networks: networks }
})

export const withLegacyNetworks: ValueStep = inOrder(at('Spec', copyToSpec), at('PreviousSpec', copyToSpec))
