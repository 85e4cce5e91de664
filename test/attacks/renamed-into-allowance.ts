/** The daemon puts a slash in front of a container's name, and takes one that is there already. */
import { type Attack, admitted, create, HARMLESS, repelled } from './ground.ts'

export default (async (t, ground) => {
  for (const name of ['secret-2', '/secret-2', '%2Fsecret-2'])
    await repelled(t, ground, name, create(HARMLESS, `/v1.41/containers/create?name=${name}`))
  const id = await ground.run(['sleep', '1000'])
  for (const name of ['secret-2', '/secret-2'])
    await repelled(t, ground, `a rename to ${name}`, {
      method: 'POST',
      path: `/v1.41/containers/${id}/rename?name=${name}`,
    })
  await admitted(
    t,
    ground,
    'another name with a slash',
    create(HARMLESS, '/v1.41/containers/create?name=/open-2'),
  )
}) satisfies Attack
