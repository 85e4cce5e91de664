/** Swarm at API 1.25 (docker 1.13): moby `api/server/router/swarm/` at v1.12.6, v1.13.0 and v23.0.0. */
import { change, type Headers } from '../../src/translate/change.ts'
import { at } from '../shapes/json-edit.ts'
import { withLegacyNetworks } from '../shapes/service-networks.ts'

const JSON_TYPE = /^\s*application\/json\s*(?:;|$)/i

/** Without a type, and without a body, there is nothing to declare. */
function declareJson(headers: Headers): Headers {
  const type = [headers['content-type'] ?? ''].flat()[0] ?? ''
  if (JSON_TYPE.test(type) || (type === '' && !hasBody(headers))) return headers
  return { ...headers, 'content-type': 'application/json' }
}

const hasBody = (headers: Headers): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'

const WITH_JSON_BODY = [
  'SwarmInit',
  'SwarmJoin',
  'SwarmUpdate',
  'SwarmUnlock',
  'ServiceCreate',
  'ServiceUpdate',
  'NodeUpdate',
  'SecretCreate',
  'SecretUpdate',
  'ConfigCreate',
  'ConfigUpdate',
]

export const swarm = [
  change({
    id: 'v1.25-service-networks',
    summary: 'Networks of a service are in its TaskTemplate; before, in the spec itself',
    // Docker up to 28 shows them where they were put, whatever version it is spoken to at.
    unversioned: '1.13.0',
    operations: {
      ServiceInspect: { response: withLegacyNetworks },
      ServiceList: { response: at('[]', withLegacyNetworks) },
    },
  }),
  change({
    id: 'v1.25-service-update-response',
    summary:
      'A service update answers with warnings, and UpdateStatus is absent before the first; before, an empty body and zeros',
    unversioned: '1.13.0',
    operations: {},
    status: 'not needed',
    reason: 'Clients of 1.24 do not read the body, and to them an absent UpdateStatus is one with zeros.',
  }),
  change({
    id: 'v1.25-swarm-task-times',
    summary: 'Members of tasks and nodes are left out when empty; before, they were always there',
    unversioned: '17.6.0',
    operations: {},
    status: 'not needed',
    reason: 'To Go clients, the only ones of that time with tasks, an absent member is an empty one.',
  }),
  change({
    id: 'v1.25-swarm-errors-status',
    summary: 'A node that is no manager answers 503; before, 406',
    unversioned: '1.13.0',
    operations: {},
    status: 'not needed',
    reason: 'The text is the same and no client of that time looks at the number.',
  }),
]

/** The daemon of API 1.41 did not look at the type yet, so that every client of before 23.0 needs this. */
export const swarmOfEngine23 = [
  change({
    id: 'v1.25-swarm-content-type',
    summary: 'Bodies for the swarm must be declared as application/json; before, the type was not looked at',
    operations: Object.fromEntries(
      WITH_JSON_BODY.map(operation => [operation, { requestHeaders: declareJson }]),
    ),
    loss: 'Text after the JSON document, which was ignored, is refused.',
  }),
]
