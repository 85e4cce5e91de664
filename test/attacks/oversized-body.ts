/** A filter that looks at the first bytes only, or gives up on large bodies, is passed by padding. */
import { type Attack, admitted, create, createBytes, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

const MIB = 1024 * 1024

export default (async (t, ground) => {
  const padded = (pad: string) => `{"Env":["${pad}"],${JSON.stringify(PRIVILEGED).slice(1)}`
  await repelled(t, ground, 'within the limit', create(padded('x'.repeat(200 * 1024))))
  await repelled(t, ground, 'beyond the limit', create(padded('x'.repeat(MIB))))
  await repelled(
    t,
    ground,
    'white space beyond the limit',
    create(`${' '.repeat(MIB)}${JSON.stringify(PRIVILEGED)}`),
  )
  await repelled(
    t,
    ground,
    'harmless, but beyond what can be looked at',
    create({ ...HARMLESS, Env: ['x'.repeat(MIB)] }),
  )
  const exec = JSON.stringify({ Detach: true, Cmd: 'x'.repeat(2 * MIB) })
  await repelled(t, ground, 'the body of a hijack', createBytes(exec, 'POST /v1.41/exec/x/start HTTP/1.1'))
  await admitted(
    t,
    ground,
    'harmless and large',
    create({ ...HARMLESS, Labels: { pad: 'x'.repeat(200 * 1024) } }),
  )
}) satisfies Attack
