/** A path that leads out of an allowed folder into another, when somebody cleans it. */
import { type Attack, admitted, create, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

export default (async (t, ground) => {
  for (const path of [
    '/v1.41/containers/json/../create',
    '/v1.41/containers/./create',
    '/v1.41/./containers/create',
    '/v1.41/images/../containers/create',
    '/v1.41/images/%2e%2e/containers/create',
    '/v1.41/images/.%2e/containers/create',
    '/../v1.41/containers/create',
    '/v1.41/../v1.41/containers/create',
    '/v1.41/containers/create/.',
    '/v1.41/containers/create/..',
    '/v1.41/containers/create/x/..',
    '/v1.41/containers/..;/containers/create',
    '/v1.41\\..\\containers\\create',
  ])
    await repelled(t, ground, path, create(PRIVILEGED, path))
  await admitted(t, ground, 'a clean path', create(HARMLESS))
}) satisfies Attack
