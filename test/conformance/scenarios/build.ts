/** The classic builder. BuildKit needs a session of gRPC calls back to the client, which no scenario has. */
import { randomUUID } from 'node:crypto'
import { tar } from '../../daemon/tar.ts'
import { calls, filters, plays } from '../scenario.ts'
import type { Side } from '../side.ts'

function context(dockerfile: string, name = 'Dockerfile'): Buffer {
  return tar([
    { name, content: dockerfile },
    { name: 'note', content: 'a note\n' },
  ])
}

/** `version=1` chooses the classic builder, which older versions of the API always have. */
async function build(side: Side, query: string, dockerfile: string, name?: string): Promise<void> {
  const answer = await side.ask({
    ...{ method: 'POST', path: `/build?networkmode=none&${query}`, body: context(dockerfile, name) },
    headers: { 'Content-Type': 'application/x-tar' },
  })
  const made = /(?:Successfully built |sha256:)([0-9a-f]+)/.exec(answer.text())?.[1]
  if (!made) return
  const inspected = (await side.tidy({ path: `/images/${made}/json` })).json<{
    Id: string
    Parent?: string
  }>()
  if (inspected.Id) side.own(inspected.Id.slice(7), 'image')
  side.later(() => side.tidy({ method: 'DELETE', path: `/images/${made}?force=1` }))
  if (inspected.Id) await side.look(`/images/${inspected.Id}/json`)
}

const post = (path: string, body?: Buffer | string) => ({
  ...{ method: 'POST', path, headers: { 'Content-Type': 'application/x-tar' } },
  ...(body === undefined ? {} : { body }),
})

export const builds = [
  ...plays(
    'ImageBuild',
    {
      'run and copy': side =>
        build(
          side,
          'nocache=1&t=built:1',
          'FROM busybox\nRUN echo hello; sleep 0.1; echo oops >&2\nCOPY note /\n',
        ),
      'labels and arguments': side =>
        build(
          side,
          `nocache=1&labels=${encodeURIComponent('{"a":"b"}')}&buildargs=${encodeURIComponent('{"X":"y","Z":null}')}`,
          'FROM busybox\nARG X\nENV GOT=$X\n',
        ),
      quiet: side => build(side, 'nocache=1&q=1&rm=0', 'FROM busybox\nENV A=b\n'),
      'another file, a target': side =>
        build(
          side,
          'nocache=1&dockerfile=Other&target=first',
          'FROM busybox AS first\nENV A=b\nFROM first\n',
          'Other',
        ),
      'limits and networks': side =>
        build(
          side,
          'nocache=1&memory=67108864&cpushares=300&shmsize=1048576&forcerm=1&extrahosts=a:1.2.3.4',
          'FROM busybox\nENV A=b\n',
        ),
      squashed: side => build(side, 'nocache=1&squash=1', 'FROM busybox\nENV A=b\n'),
      'a platform': side => build(side, 'nocache=1&platform=linux/amd64', 'FROM busybox\nENV A=b\n'),
      'failing command': side => build(side, 'nocache=1', 'FROM busybox\nRUN exit 3\n'),
      'unknown instruction': side => build(side, '', 'FROM busybox\nNONSENSE\n'),
      'no FROM': side => build(side, '', 'RUN true\n'),
      'missing file': side => build(side, 'nocache=1', 'FROM busybox\nCOPY nowhere /\n'),
      'no such image': side => build(side, '', 'FROM 127.0.0.1:1/nowhere\n'),
      'no Dockerfile': side => build(side, 'dockerfile=nowhere', 'FROM busybox\n'),
      'only FROM': side => build(side, '', 'FROM busybox\n'),
      'bad name': side => build(side, 't=UPPER', 'FROM busybox\n'),
      'bad arguments': side => build(side, 'buildargs=x', 'FROM busybox\n'),
      'bad labels': side => build(side, 'labels=x', 'FROM busybox\n'),
      'no limits': side => build(side, `ulimits=x`, 'FROM busybox\n'),
      'limits that are': side =>
        build(
          side,
          `nocache=1&ulimits=${encodeURIComponent('[{"Name":"nofile","Soft":1024,"Hard":2048}]')}&cpusetcpus=0&cpuperiod=100000&cpuquota=50000`,
          'FROM busybox\nRUN ulimit -n\n',
        ),
      'bad cache': side => build(side, 'cachefrom=x', 'FROM busybox\n'),
      'a platform that is none': side => build(side, 'platform=a/b/c/d', 'FROM busybox\n'),
      'a base that is pulled': side => build(side, 'pull=1', `FROM ${side.world.registry.address}/box:1\n`),
      'bad isolation': side => build(side, 'isolation=nonsense', 'FROM busybox\n'),
      'cached layers of another': side =>
        build(side, `cachefrom=${encodeURIComponent('["full:1"]')}`, 'FROM busybox\nENV A=b\n'),
    },
    { turns: ['1.14', '1.30', '1.40', '1.48'] },
  ),
  ...calls('ImageBuild', {
    'no archive': post('/build', 'no archive'),
    nothing: post('/build'),
    'another Content-Type': {
      ...post('/build', context('FROM busybox\n')),
      headers: { 'Content-Type': 'text/plain' },
    },
    'from nowhere': post('/build?remote=http://127.0.0.1:1/x'),
    'no such builder': post('/build?version=3', context('FROM busybox\n')),
    'outputs for the classic builder': post(
      `/build?version=1&outputs=${encodeURIComponent('[{"Type":"tar","Attrs":{}}]')}`,
      context('FROM busybox\n'),
    ),
  }),
  ...calls(
    'BuildPrune',
    {
      plain: { method: 'POST', path: '/build/prune' },
      all: { method: 'POST', path: '/build/prune?all=1&keep-storage=1000' },
      'with newer limits': {
        method: 'POST',
        path: '/build/prune?reserved-space=1&max-used-space=1&min-free-space=1',
      },
      'no number': { method: 'POST', path: '/build/prune?keep-storage=x' },
      filtered: { method: 'POST', path: `/build/prune?${filters({ until: ['24h'], unused: ['true'] })}` },
      'unknown filter': { method: 'POST', path: `/build/prune?${filters({ nonsense: ['x'] })}` },
    },
    { atATime: 1 },
  ),
  ...calls('BuildCancel', {
    'no id': { method: 'POST', path: '/build/cancel' },
    'no such build': { method: 'POST', path: '/build/cancel?id=nowhere' },
  }),
  ...calls('Session', {
    'no upgrade': { method: 'POST', path: '/session' },
    'another protocol': { method: 'POST', path: '/session', headers: { Connection: 'close' } },
  }),
  ...plays('Session', {
    h2c: side =>
      side.converse(
        {
          path: '/session',
          headers: { Connection: 'Upgrade', Upgrade: 'h2c', 'X-Docker-Expose-Session-Uuid': randomUUID() },
        },
        { until: () => true },
      ),
  }),
  ...plays('Grpc', {
    h2c: side =>
      side.converse(
        { path: '/grpc', headers: { Connection: 'Upgrade', Upgrade: 'h2c' } },
        { until: () => true },
      ),
  }),
]
