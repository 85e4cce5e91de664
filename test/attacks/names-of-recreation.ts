/**
 * While a container is made anew, names tell how far it has come, and what is called so Longshore removes and renames without
 * asking the policy again: a container of that name would take another one, or its image, with it.
 */
import { type Attack, admitted, create, HARMLESS, repelled } from './ground.ts'

export default (async (t, ground) => {
  const id = await ground.run(['sleep', '1000'])
  const mine = await ground.run(['sleep', '1000'])
  for (const name of [
    `x.longshore-new-${id.slice(0, 12)}`,
    `x.longshore-old-${id.slice(0, 12)}`,
    `/x.longshore-old-${id.slice(0, 12)}`,
  ])
    for (const version of ['1.20', '1.41']) {
      await repelled(
        t,
        ground,
        `a container called ${name}, at ${version}`,
        create(HARMLESS, `/v${version}/containers/create?name=${name}`),
      )
      await repelled(t, ground, `a rename to ${name}, at ${version}`, {
        method: 'POST',
        path: `/v${version}/containers/${mine}/rename?name=${name}`,
      })
    }
  await admitted(
    t,
    ground,
    'a name that only looks like one',
    create(HARMLESS, '/v1.41/containers/create?name=x.longshore-new'),
  )
}) satisfies Attack
