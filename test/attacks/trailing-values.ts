/** Go's decoder reads one value and leaves the rest; a filter that looks at another value, or at all of them, is led astray. */
import { type Attack, admitted, create, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

export default (async (t, ground) => {
  const [harmless, privileged] = [JSON.stringify(HARMLESS), JSON.stringify(PRIVILEGED)]
  for (const body of [
    `${privileged}${harmless}`,
    `${harmless}${privileged}`,
    `${privileged}\n[]`,
    `[${privileged}]`,
    `${privileged},`,
    `//\n${privileged}`,
  ])
    await repelled(t, ground, body, create(body))
  await repelled(t, ground, 'a body nested too deep to read', create(`{"HostConfig":${'['.repeat(100_000)}`))
  await admitted(t, ground, 'white space', create(` \r\n\t${harmless}\n`))
}) satisfies Attack
