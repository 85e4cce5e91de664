/** What a client may not see is in no list and no event, and calls about it find nothing. */
import t from 'tap'
import { filterEvent, filterList, hiddenObject, noSuchObject } from '../../src/access/hidden-objects.ts'
import { objectsNamed } from '../../src/access/named-objects.ts'
import { judgedObject } from '../../src/access/subjects.ts'
import { redact } from '../../src/access/visibility.ts'
import { callOf, policy } from './calls.ts'

const mine = { listener: 'blue' }
const teams = policy(`
rules: [{ name: all, operations: "*", decision: allow }]
visibility:
  - who: { listener: blue }
    objects: [containers, images, volumes]
    show: { labels: "team=blue" }
  - who: { listener: blue }
    objects: networks
    hide: { names: "secret-*" }
redact:
  - who: { listener: blue }
    env: ["*PASSWORD*", TOKEN]
`)
const hides = teams.hides(mine)!

t.test('nothing is hidden from others', async t => {
  t.equal(teams.hides({ listener: 'red' }), undefined)
  t.equal(teams.redacts({ listener: 'red' }), undefined)
})

const blue = { Id: '1', Names: ['/web'], Labels: { team: 'blue' } }
const red = { Id: '2', Names: ['/db'], Labels: { team: 'red' } }
const bare = { Id: '3', Names: ['/old'], Labels: null }

t.test('lists', async t => {
  t.strictSame(filterList('ContainerList', [red, blue, bare], hides), [blue])
  const seen = [blue]
  t.equal(filterList('ContainerList', seen, hides), seen, 'the answer itself')
  const image = { Id: 'sha256:1', RepoTags: ['a:1'], Labels: { team: 'blue' } }
  t.strictSame(filterList('ImageList', [image, { Id: 'sha256:2', RepoTags: null, Labels: null }], hides), [
    image,
  ])
  t.strictSame(
    filterList(
      'VolumeList',
      {
        Volumes: [
          { Name: 'v', Labels: { team: 'blue' } },
          { Name: 'w', Labels: null },
        ],
        Warnings: null,
      },
      hides,
    ),
    { Volumes: [{ Name: 'v', Labels: { team: 'blue' } }], Warnings: null },
  )
  t.strictSame(filterList('NetworkList', [{ Name: 'secret-1' }, { Name: 'web' }], hides), [{ Name: 'web' }])
  t.strictSame(
    filterList(
      'SystemDataUsage',
      { Containers: [blue, red], Images: null, ContainerUsage: { Items: [red] } },
      hides,
    ),
    { Containers: [blue], Images: null, ContainerUsage: { Items: [] } },
  )
  const info = { Containers: 5 }
  t.equal(filterList('SystemInfo', info, hides), info)
})

t.test('containers in a network are known by name alone, so a rule about labels hides them', async t => {
  t.strictSame(filterList('NetworkInspect', { Name: 'n', Containers: { 1: { Name: 'web' } } }, hides), {
    Name: 'n',
    Containers: {},
  })
  const byName = policy('rules: []\nvisibility: [{ hide: { names: "db*" } }]').hides(mine)!
  t.strictSame(
    filterList('NetworkInspect', { Containers: { 1: { Name: 'web' }, 2: { Name: 'db' } } }, byName),
    { Containers: { 1: { Name: 'web' } } },
  )
})

t.test('events', async t => {
  const event = (Type: string, ID: string, Attributes: Record<string, string>) => ({
    Type,
    Action: 'start',
    Actor: { ID, Attributes },
  })
  const visible = [
    event('container', '1', { name: 'web', image: 'a', team: 'blue' }),
    event('network', '4', { name: 'web', type: 'bridge' }),
    event('daemon', 'x', { name: 'host' }),
  ]
  for (const one of visible) t.equal(filterEvent(one, hides), one)
  for (const one of [
    event('container', '2', { name: 'db', image: 'a', team: 'red' }),
    event('container', '3', { name: 'old', image: 'a' }),
    event('volume', 'v', { driver: 'local' }),
    event('network', '5', { name: 'secret-1', type: 'bridge' }),
  ])
    t.equal(filterEvent(one, hides), undefined, JSON.stringify(one))
})

t.test('direct calls', async t => {
  const objects: Record<string, object> = {
    'container web': { Id: '1', Name: '/web', Config: { Image: 'a', Labels: { team: 'blue' } } },
    'container db': { Id: '2', Name: '/db', Config: { Image: 'a', Labels: { team: 'red' } } },
    'exec e2': { Id: '2', Name: '/db', Config: { Labels: { team: 'red' } } },
    'network secret-1': { Id: '5', Name: 'secret-1', Labels: {} },
    'image red:latest': { Id: 'sha256:9', RepoTags: ['red:latest'], Config: { Labels: { team: 'red' } } },
    'volume v': { Name: 'v', Labels: { team: 'red' } },
  }
  const found = async (line: string, body?: unknown) => {
    const hidden = await hiddenObject(
      callOf(line, body),
      hides,
      async ({ kind, reference }) => objects[`${kind} ${reference}`] as never,
    )
    return hidden && noSuchObject(hidden)
  }
  t.equal(await found('GET /containers/web/json'), undefined)
  t.equal(await found('GET /containers/nobody/json'), undefined, 'the daemon says so itself')
  t.equal(await found('POST /containers/db/stop'), 'No such container: db')
  t.equal(await found('POST /exec/e2/start'), 'No such exec instance: e2')
  t.equal(await found('DELETE /networks/secret-1'), 'network secret-1 not found')
  t.equal(await found('POST /commit?container=db'), 'No such container: db')
  t.equal(await found('POST /networks/web/connect', { container: 'db' }), 'No such container: db')
  const create = (body: unknown) => found('POST /containers/create', body)
  t.equal(await create({ Image: 'red:latest' }), 'No such image: red:latest')
  t.equal(await create({ HostConfig: { VolumesFrom: ['db'] } }), 'No such container: db')
  t.equal(await create({ HostConfig: { PidMode: 'container:db' } }), 'No such container: db')
  t.equal(await create({ HostConfig: { Links: ['db:alias'] } }), 'No such container: db')
  t.equal(await create({ HostConfig: { NetworkMode: 'secret-1' } }), 'network secret-1 not found')
  t.equal(
    await create({ NetworkingConfig: { EndpointsConfig: { 'secret-1': {} } } }),
    'network secret-1 not found',
  )
  t.equal(await create({ HostConfig: { Binds: ['v:/v'] } }), 'get v: no such volume')
  t.equal(await create({ Image: 'a', HostConfig: { NetworkMode: 'bridge' } }), undefined)
  t.strictSame(objectsNamed(callOf('GET /info')), [])
})

t.test('what inspecting tells of an object', async t => {
  const service = {
    ID: 's',
    Spec: { Name: 'web', Labels: { a: 'b' }, TaskTemplate: { ContainerSpec: { Image: 'x' } } },
  }
  t.strictSame(judgedObject('service', service), {
    kind: 'service',
    id: 's',
    names: ['web'],
    image: 'x',
    labels: new Map([['a', 'b']]),
  })
  const task = { ID: 't', Labels: {}, Spec: { ContainerSpec: { Image: 'x' } } }
  t.match(judgedObject('task', task), { id: 't', names: [], image: 'x' })
})

t.test('environment variables', async t => {
  const isSecret = teams.redacts(mine)!
  t.strictSame(redact({ Config: { Env: ['PATH=/bin', 'DB_PASSWORD=a=b', 'TOKEN=', 'TOKEN'] } }, isSecret), {
    Config: { Env: ['PATH=/bin', 'DB_PASSWORD=[redacted]', 'TOKEN=[redacted]', 'TOKEN'] },
  })
  t.strictSame(redact([{ Spec: { TaskTemplate: { ContainerSpec: { Env: ['TOKEN=1'] } } } }], isSecret), [
    { Spec: { TaskTemplate: { ContainerSpec: { Env: ['TOKEN=[redacted]'] } } } },
  ])
  t.strictSame(
    redact(
      {
        Config: {
          Env: [
            { Name: 'TOKEN', Value: '1' },
            { Name: 'A', Value: '2' },
          ],
        },
      },
      isSecret,
    ),
    {
      Config: {
        Env: [
          { Name: 'TOKEN', Value: '[redacted]' },
          { Name: 'A', Value: '2' },
        ],
      },
    },
  )
  const plain = { Config: { Env: ['PATH=/bin'] } }
  t.equal(redact(plain, isSecret), plain, 'the answer itself')
})
