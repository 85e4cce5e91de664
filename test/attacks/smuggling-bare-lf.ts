/** Lines that end in LF alone, or in CR alone: where the head ends depends on who reads it. */
import { type Attack, admitted, createBytes, HARMLESS, repelled } from './ground.ts'

export default (async (t, ground) => {
  const hidden = createBytes()
  for (const [what, request] of [
    ['LF everywhere', hidden.replaceAll('\r\n', '\n')],
    ['LF after the request line', hidden.replace('\r\n', '\n')],
    ['LF LF at the end of the head', hidden.replace('\r\n\r\n', '\n\n')],
    ['LF CR LF at the end of the head', hidden.replace('\r\n\r\n', '\n\r\n')],
    ['CR everywhere', hidden.replaceAll('\r\n', '\r')],
    [
      'a head in a value',
      `POST /v1.41/containers/none/kill HTTP/1.1\r\nHost: docker\r\nX: y\n\n${hidden}\r\n\r\n`,
    ],
    [
      'a head behind a CR',
      `POST /v1.41/containers/none/kill HTTP/1.1\r\nHost: docker\r\nX: y\r\r${hidden}\r\n\r\n`,
    ],
  ] as const)
    await repelled(t, ground, what, request)
  await admitted(t, ground, 'lines as they should be', createBytes(HARMLESS))
}) satisfies Attack
