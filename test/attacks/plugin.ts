/** A plugin is root on the host, whatever it was granted; its settings can move a mount. */
import { type Attack, admitted, create, repelled } from './ground.ts'

export default (async (t, ground) => {
  for (const [path, body] of [
    ['/plugins/pull?remote=x', [{ Name: 'mount', Value: ['/'] }]],
    ['/plugins/pull?remote=x', []],
    ['/plugins/x/upgrade?remote=y', [{ name: 'network', value: ['host'] }]],
    ['/plugins/x/set', ['data.source=/']],
    ['/plugins/create?name=x', {}],
  ] as const)
    await repelled(t, ground, `${path} ${JSON.stringify(body)}`, create(body, `/v1.41${path}`))
  await admitted(t, ground, 'disabling one', create('', '/v1.41/plugins/x/disable'))
}) satisfies Attack
