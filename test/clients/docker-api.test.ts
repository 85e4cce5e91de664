/**
 * The Ruby gem docker-api 2.2: what docker_api.rb got. It names no version in its paths, so that no daemon refuses it; what
 * such a path means is a setting of Longshore's, and with an old version there the gem gets old answers.
 */
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import type { ApiVersion } from '../../src/api/version.ts'
import { clientGround } from './ground.ts'
import { clientUnavailable } from './install.ts'
import { run } from './run.ts'

const PROGRAM = fileURLToPath(new URL('./docker_api.rb', import.meta.url))

const skip = clientUnavailable('docker-api')
t.test('docker-api, a path without version means what Longshore makes of it', { skip }, t =>
  program(t, 'auto'),
)
t.test('docker-api, a path without version means 1.24', { skip }, t => program(t, '1.24'))

async function program(t: Test, unversioned: ApiVersion | 'auto') {
  const ground = await clientGround(t, { unversioned })
  const release = ground.daemon.release
  const { code, text, err } = await run(['/usr/bin/ruby', PROGRAM, ground.host], {
    env: { HOME: ground.folder },
  })
  t.equal(code, 0, err)
  const got = JSON.parse(text) as Record<string, unknown>
  const expected: Record<string, unknown> = {
    version: release,
    info: release,
    ping: 'OK',
    list: [['/box', 'running']],
    inspect: 'running',
    // The framing of stdcopy: stream 1, three bytes.
    logs: '\x01\0\0\0\0\0\0\x03up\n',
    top: /^sh -c trap/,
    exec: [['out\n'], ['err\n'], 3],
    'exec input': [['in'], [], 0],
    'exec on a terminal': [['/dev/pts/0\r\n'], [], 0],
    'read file': 'content',
    changes: ['/tmp', '/tmp/file'],
    stats: '/box',
    paused: 'paused',
    commit: ['committed:1'],
    wait: 0,
    attach: [['THROUGH'], []],
    'attached wait': 0,
    build: '\x01\0\0\0\0\0\0\x06built\n',
    images: ['built:1', 'busybox:latest'],
    history: /echo built/,
    removed: /no such image/i,
    network: 'bridge',
    volumes: ['data'],
  }
  for (const [step, value] of Object.entries(expected)) t.match(got[step], value, step)
  t.same(Object.keys(got).sort(), Object.keys(expected).sort(), 'every step was taken')
  const spoken = new Set(
    ground.proxy.audit().map(({ clientVersion, versioned }) => `${clientVersion} ${versioned}`),
  )
  t.same([...spoken], [`${unversioned === 'auto' ? ground.daemon.apiVersion : unversioned} false`])
}
