/** A NUL ends a text for one reader and not for the other. */
import { type Attack, admitted, create, createBytes, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

export default (async (t, ground) => {
  for (const path of [
    '/v1.41/containers/create%00',
    '/v1.41/containers/create%00/json',
    '/v1.41%00/containers/create',
  ])
    await repelled(t, ground, path, create(PRIVILEGED, path))
  await repelled(
    t,
    ground,
    'a bare NUL in the target',
    createBytes(PRIVILEGED, 'POST /v1.41/containers/create\0/json HTTP/1.1'),
  )
  await repelled(
    t,
    ground,
    'a NUL in a header field',
    createBytes().replace('Host: docker', 'Host: dock\0er'),
  )
  for (const body of [
    '{"Image":"busybox","HostConfig":{"Privileged":true}}\0',
    '\0{"Image":"busybox","HostConfig":{"Privileged":true}}',
    '{"Image":"busybox","HostConfig":{"Privileged\0":false,"Privileged":true}}',
  ])
    await repelled(t, ground, JSON.stringify(body), create(body))
  await admitted(t, ground, 'no NUL', create(HARMLESS))
}) satisfies Attack
