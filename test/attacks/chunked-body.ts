/** A body in chunks, cut through the key that is looked for, or with chunks that are not quite ones. */
import { type Attack, admitted, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

const head = (fields: string) =>
  `POST /v1.41/containers/create HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\n${fields}\r\n\r\n`
const chunk = (text: string, size = text.length.toString(16)) => `${size}\r\n${text}\r\n`
const chunked = (body: unknown) => [...JSON.stringify(body)].map(letter => chunk(letter)).join('')

export default (async (t, ground) => {
  const fields = 'Transfer-Encoding: chunked'
  const privileged = JSON.stringify(PRIVILEGED)
  await repelled(t, ground, 'one letter in each chunk', `${head(fields)}${chunked(PRIVILEGED)}0\r\n\r\n`)
  for (const [what, framed] of [
    ['no last chunk', chunked(PRIVILEGED)],
    [
      'an extension with a line end',
      `${chunk(privileged, `${privileged.length.toString(16)};a=\n`)}0\r\n\r\n`,
    ],
    ['a size with 0x', `${chunk(privileged, `0x${privileged.length.toString(16)}`)}0\r\n\r\n`],
    ['a negative size', `${chunk(privileged, '-1')}0\r\n\r\n`],
    ['a size beyond 64 bits', `${chunk(privileged, 'ffffffffffffffffff')}0\r\n\r\n`],
    ['a size that is too small', `${chunk(privileged, '2')}0\r\n\r\n`],
    ['line ends without CR', `${chunked(PRIVILEGED)}0\r\n\r\n`.replaceAll('\r', '')],
  ] as const)
    await repelled(t, ground, what, head(fields) + framed)
  await admitted(t, ground, 'a harmless body in chunks', `${head(fields)}${chunked(HARMLESS)}0\r\n\r\n`)
}) satisfies Attack
