/** Of a key that is written twice one reader takes the first, another the last, and Go puts the two together. */
import { type Attack, admitted, create, repelled } from './ground.ts'

const body = (members: string) => `{"Image":"busybox","Cmd":["true"],${members}}`
const NO_NETWORK = '"HostConfig":{"NetworkMode":"none"}'

export default (async (t, ground) => {
  for (const members of [
    '"HostConfig":{"Privileged":false,"Privileged":true}',
    '"HostConfig":{"Privileged":true},"HostConfig":{}',
    '"HostConfig":{"Privileged":true},"hostconfig":{"Privileged":true}',
    '"HostConfig":{},"HOSTCONFIG":{"privileged":true}',
    '"HostConfig":{"Privileged":true},"HostConfig":{"NetworkMode":"none"}',
    '"HostConfig":{"Privileged":false,"PRIVILEGED":true}',
    '"HostConfig":{"Binds":["data:/d"],"binds":["/:/host"]}',
    '"HostConfig":{"Mounts":[{"Type":"bind","Source":"/","Target":"/h"}],"Mounts":[{"Type":"bind"}]}',
    '"HostConfig":{"Mounts":[{"Type":"volume","type":"bind","Source":"/","Target":"/h"}]}',
  ])
    await repelled(t, ground, members, create(body(members)))
  await admitted(t, ground, 'twice the same harmless key', create(body(`${NO_NETWORK},${NO_NETWORK}`)))
  await admitted(
    t,
    ground,
    'a last word that takes the first back',
    create(body(`${NO_NETWORK},"HostConfig":{"Privileged":true,"Privileged":false}`)),
  )
}) satisfies Attack
