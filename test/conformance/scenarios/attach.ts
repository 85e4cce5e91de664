/** Attached streams: raw with a TTY, stdcopy frames without, after a 101 or (for clients that ask for no upgrade) a 200. */
import { randomBytes } from 'node:crypto'
import type { BodyKind } from '../body.ts'
import { calls, plays } from '../scenario.ts'
import type { Side } from '../side.ts'

const upgrade = { Connection: 'Upgrade', Upgrade: 'tcp' }
const all = 'stdin=1&stdout=1&stderr=1'

/** `cat` gives back the line it is given. */
async function echo(
  side: Side,
  container: string,
  headers: Record<string, string>,
  read: BodyKind,
): Promise<void> {
  const path = `/containers/${container}/attach?stream=1&${all}`
  await side.converse(
    { path, headers, read },
    { send: 'hello\n', until: heard => /hello\r?\n$/.test(ended(heard)) },
  )
}

const ended = (heard: Buffer) => heard.toString('latin1').replace(/^hello\r\n$/, '')

/** Runs a container to its end with everything attached from before its start. */
async function run(
  side: Side,
  create: object,
  headers: Record<string, string>,
  query: string,
  input?: string,
) {
  const json = { Image: 'busybox', AttachStdout: true, AttachStderr: true, ...create }
  const made = await side.tidy({ method: 'POST', path: '/containers/create?name=attached', json })
  side.own(made.json<{ Id: string }>().Id, 'container')
  side.later(() => side.tidy({ method: 'DELETE', path: '/containers/attached?force=1' }))
  const start = () => side.tidy({ method: 'POST', path: '/containers/attached/start' })
  const path = `/containers/attached/attach?stream=1&${query}`
  const sent = input === undefined ? {} : { send: input, end: true }
  await side.converse({ path, headers, read: 'stdcopy' }, { meanwhile: start, ...sent })
  await side.look('/containers/attached/json')
}

const isolated = { HostConfig: { NetworkMode: 'none' } }

export const attach = [
  ...plays(
    'ContainerAttach',
    {
      'logs of one that ended': side =>
        side.converse({
          path: '/containers/chatty/attach?logs=1&stdout=1&stderr=1',
          headers: upgrade,
          read: 'stdcopy',
        }),
      'logs of one that ended, no upgrade': side =>
        side.converse({ path: '/containers/chatty/attach?logs=1&stdout=1', read: 'stdcopy' }),
      'logs of a TTY that ended': side =>
        side.converse({
          path: '/containers/chatty-tty/attach?logs=1&stdout=1',
          headers: upgrade,
          read: 'text',
        }),
      'logs of a TTY that ended, no upgrade': side =>
        side.converse({ path: '/containers/chatty-tty/attach?logs=1&stdout=1', read: 'text' }),
      'nothing of one that ended': side =>
        side.converse({ path: '/containers/chatty/attach', read: 'stdcopy' }),
      'stream of one that runs': side => echo(side, 'echo', upgrade, 'stdcopy'),
      'stream of one that runs, no upgrade': side => echo(side, 'echo', {}, 'stdcopy'),
      'stream of a TTY': side => echo(side, 'echo-tty', upgrade, 'text'),
      'stream of a TTY, no upgrade': side => echo(side, 'echo-tty', {}, 'text'),
      'from before the start': side =>
        run(side, { Cmd: ['echo', 'hi'], ...isolated }, upgrade, 'stdout=1&stderr=1'),
      'stdin to its end': side =>
        run(
          side,
          { Cmd: ['wc', '-c'], OpenStdin: true, StdinOnce: true, AttachStdin: true, ...isolated },
          upgrade,
          all,
          'four',
        ),
      paused: side => side.converse({ path: `/containers/paused/attach?stream=1&${all}`, headers: upgrade }),
      nowhere: side =>
        side.converse({ path: `/containers/nowhere/attach?stream=1&${all}`, headers: upgrade }),
      'nowhere, no upgrade': side => side.converse({ path: `/containers/nowhere/attach?stream=1&${all}` }),
      'bad detach keys': side =>
        side.converse({
          path: `/containers/echo/attach?stream=1&${all}&detachKeys=nonsense`,
          headers: upgrade,
        }),
      'detach keys': side =>
        side.converse(
          {
            path: `/containers/echo-tty/attach?stream=1&${all}&detachKeys=ctrl-a,x`,
            headers: upgrade,
            read: 'text',
          },
          { send: '\x01x' },
        ),
    },
    { turns: ['1.24', '1.42'] },
  ),
  ...plays('ContainerAttachWebsocket', {
    'text there and back': side => websocket(side, '/containers/echo/attach/ws?stream=1&stdin=1&stdout=1'),
    'bad detach keys': side =>
      websocket(side, '/containers/echo/attach/ws?stream=1&stdout=1&detachKeys=nonsense'),
    nowhere: side => websocket(side, '/containers/nowhere/attach/ws?stream=1&stdout=1'),
  }),
  ...calls('ContainerAttachWebsocket', { 'no websocket': '/containers/echo/attach/ws?stream=1&stdout=1' }),
]

/** A handshake (RFC 6455, 4.1) and one masked text frame. */
async function websocket(side: Side, path: string): Promise<void> {
  const headers = {
    ...{ Connection: 'Upgrade', Upgrade: 'websocket', Origin: 'http://localhost' },
    ...{ 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==' },
  }
  const payload = Buffer.from('hello\n')
  const mask = randomBytes(4)
  const masked = payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0))
  const frame = Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, masked])
  await side.converse(
    { method: 'GET', path, headers, read: 'text' },
    { send: frame, until: heard => heard.includes('hello') },
  )
}
