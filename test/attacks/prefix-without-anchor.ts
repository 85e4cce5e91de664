/** A rule for `/_ping` or `/containers/json` that is a pattern without an end lets through whatever begins or ends like it. */
import { type Attack, admitted, create, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

export default (async (t, ground) => {
  for (const path of [
    '/_ping/containers/create',
    '/_ping?/containers/create',
    '/v1.41/_ping/../containers/create',
    '/v1.41/containers/json/containers/create',
    '/v1.41/containers/create/json',
    '/v1.41/containers/createjson',
    '/foo/v1.41/containers/create',
    '/v1.41/containers/create;/containers/json',
    '/v1.41/containers/create?path=/_ping',
    '/v1.41/containers/create#/containers/json',
  ])
    await repelled(t, ground, path, create(PRIVILEGED, path))
  await admitted(t, ground, 'an ordinary create', create(HARMLESS, '/v1.41/containers/create?name=_ping'))
}) satisfies Attack
