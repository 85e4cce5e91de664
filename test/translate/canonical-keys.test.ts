/**
 * Go's way of reading keys, and that a daemon makes the same container of a body and of its canonical form.
 */
import fc from 'fast-check'
import t from 'tap'
import { leaf, list, map, type Shape, struct } from '../../src/api/request-shapes/shape.ts'
import { requestShapes } from '../../src/api/request-shapes.ts'
import { canonicalKeys } from '../../src/translate/canonical-keys.ts'
import { decodeClientJson, encodeJson, type JsonValue, LosslessNumber } from '../../src/translate/json.ts'
import { daemonsUnavailable, type Release, startDaemon } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { busyboxImage } from '../daemon/image.ts'

const host = struct('Binds KernelMemory Privileged', {
  Sysctls: map(),
  Mounts: list(struct('Type Target', { Options: struct('Size Mode') })),
  Ports: map(list(struct('HostIp HostPort'))),
})
const shape = struct('Image Cmd', { HostConfig: host, Labels: map() })

/** The canonical form of a body, as text: what duplicates leave shows, and the order. */
function canonical(body: string, as: Shape = shape): string {
  return encodeJson(canonicalKeys(decodeClientJson(body), as), true)
}

t.test('keys of structs are respelled at every depth, in place', async t => {
  t.equal(
    canonical('{"image":"x","HOSTCONFIG":{"mounts":[{"target":"/x","options":{"size":1}}]},"cMD":["a"]}'),
    '{"Image":"x","HostConfig":{"Mounts":[{"Target":"/x","Options":{"Size":1}}]},"Cmd":["a"]}',
  )
})

t.test('ſ is an s and the Kelvin sign a k, as Go folds them; no other letter is', async t => {
  t.equal(
    canonical('{"Ho\u017ftConfig":{"\u212aernelMemory":1,"B\u0131nds":[],"P\u0130nds":0}}'),
    '{"HostConfig":{"KernelMemory":1,"B\u0131nds":[],"P\u0130nds":0}}',
  )
})

t.test('keys of maps and unknown keys stay', async t => {
  const body =
    '{"Labels":{"image":"1","Image":"2","__proto__":"3"},"x":{"image":1},"X":2,"__proto__":{"image":4},"constructor":5}'
  t.equal(canonical(body), body)
  t.equal(
    canonical('{"HostConfig":{"Ports":{"hostip":[{"hostip":"::"}]}}}'),
    '{"HostConfig":{"Ports":{"hostip":[{"HostIp":"::"}]}}}',
  )
})

t.test('a value that is not of its shape stays', async t => {
  for (const body of [
    'null',
    '[]',
    '"x"',
    '[{"image":"x"}]',
    '{"HostConfig":[{"binds":1}],"Labels":["image"]}',
    '{"HostConfig":{"Mounts":{"target":"/x"}}}',
  ])
    t.equal(canonical(body), body)
})

t.test('numbers keep their digits', async t => {
  const read = canonicalKeys(
    { hostconfig: { kernelmemory: new LosslessNumber('9223372036854775807') } },
    shape,
  )
  t.equal(encodeJson(read, true), '{"HostConfig":{"KernelMemory":9223372036854775807}}')
})

t.test('of two spellings the later counts', async t => {
  t.equal(canonical('{"Image":"x","image":"y"}'), '{"Image":"y"}')
  t.equal(canonical('{"image":"y","Image":"x"}'), '{"Image":"x"}')
  t.equal(canonical('{"Cmd":["a","b"],"cmd":["c"]}'), '{"Cmd":["c"]}')
  t.equal(canonical('{"HostConfig":{"Privileged":true},"hostconfig":null}'), '{"HostConfig":null}')
  t.equal(
    canonical('{"HostConfig":null,"hostconfig":{"privileged":true}}'),
    '{"HostConfig":{"Privileged":true}}',
  )
})

t.test('a struct is decoded into the struct that is there', async t => {
  t.equal(
    canonical(
      '{"hostconfig":{"privileged":true,"Binds":["/a:/a"]},"HostConfig":{"binds":["/b:/b"]},"HOSTCONFIG":{}}',
    ),
    '{"HostConfig":{"Privileged":true,"Binds":["/b:/b"]}}',
  )
})

t.test('a map gains entries, and replaces those of the same key as a whole', async t => {
  t.equal(
    canonical('{"Labels":{"A":"1","a":"2"},"labels":{"A":"3","b":"4"}}'),
    '{"Labels":{"A":"3","a":"2","b":"4"}}',
  )
  t.equal(
    canonical(
      '{"HostConfig":{"Ports":{"80":[{"HostIp":"::","HostPort":"1"}]},"ports":{"80":[{"hostport":"2"}]}}}',
    ),
    '{"HostConfig":{"Ports":{"80":[{"HostPort":"2"}]}}}',
  )
})

t.test('structs in a list are decoded into those that are there', async t => {
  t.equal(
    canonical(
      '{"HostConfig":{"Mounts":[{"Type":"tmpfs","Options":{"Size":1}},{"Type":"bind"}],"mounts":[{"target":"/x","options":{"mode":2}}]}}',
    ),
    '{"HostConfig":{"Mounts":[{"Type":"tmpfs","Options":{"Size":1,"Mode":2},"Target":"/x"}]}}',
  )
})

t.test('the input is left alone, and canonical bodies do not change', async t => {
  const key = fc.constantFrom(
    'Image',
    'image',
    'HostConfig',
    'hOSTcONFIG',
    'Mounts',
    'mounts',
    'Target',
    'Labels',
    'labels',
    'x',
  )
  const { body } = fc.letrec<{ body: JsonValue }>(tie => ({
    body: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<JsonValue>(null, 1, 'a'),
      fc.array(tie('body'), { maxLength: 3 }),
      fc.dictionary(key, tie('body')),
    ),
  }))
  fc.assert(
    fc.property(body, body => {
      const before = JSON.stringify(body)
      const once = canonicalKeys(body, shape)
      t.equal(JSON.stringify(body), before)
      t.equal(JSON.stringify(canonicalKeys(once, shape)), JSON.stringify(once))
      t.equal(canonicalKeys(body, leaf), body)
    }),
  )
})

/** Members of a ContainerCreate body, besides the image. */
const AMBIGUOUS = [
  '"cmd":["a","b"],"Cmd":["c"]',
  '"ho\u017ftconfig":{"Memory":20000000},"networ\u212aDisabled":true',
  '"HostConfig":{"Memory":20000000,"Privileged":true},"hostconfig":{"memory":30000000}',
  '"HostConfig":{"Privileged":true},"hostconfig":null',
  '"HostConfig":null,"hostconfig":{"privileged":true}',
  '"Labels":{"A":"1","a":"2"},"labels":{"B":"3","A":"9"}',
  '"Env":["a=1","b=2"],"env":null',
  '"Healthcheck":{"Test":["CMD","x"],"Interval":2000000},"healthcheck":{"timeout":3000000}',
  '"HostConfig":{"Mounts":[{"Type":"tmpfs","Target":"/x","TmpfsOptions":{"SizeBytes":4096}},{"Type":"tmpfs","Target":"/z"}],"mounts":[{"target":"/y","tmpfsoptions":{"mode":511}}]}',
  '"HostConfig":{"Devices":[{"PathOnHost":"/dev/null","PathInContainer":"/dev/n"}],"devices":null,"DEVICES":[{"cgrouppermissions":"r"}]}',
  '"HostConfig":{"PortBindings":{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"1"}],"81/tcp":[]},"portbindings":{"80/tcp":[{"hostport":"2"}]}}',
  '"HostConfig":{"LogConfig":{"Type":"json-file","Config":{"max-size":"1m"}},"logconfig":{"config":{"max-file":"2"}}}',
  '"HOSTCONFIG":{"binds":["/tmp:/x"]},"EXPOSEDPORTS":{"81/tcp":{}},"exposedports":{"80/tcp":{}}',
]

for (const release of ['20.10', '28'] satisfies Release[]) {
  t.test(
    `docker ${release} makes the same container of the canonical body`,
    { skip: daemonsUnavailable() ?? false },
    async t => {
      const daemon = await startDaemon({ release })
      t.teardown(() => daemon.stop())
      await busyboxImage(daemon)
      const containerOf = async (body: string) => {
        const created = await call(daemon.socket, {
          method: 'POST',
          path: '/v1.41/containers/create',
          headers: { 'Content-Type': 'application/json' },
          body,
        })
        if (created.status !== 201) throw new Error(created.text())
        const { Id } = created.json<{ Id: string }>()
        const inspected = await call(daemon.socket, { path: `/v1.41/containers/${Id}/json` })
        const { Config, HostConfig } = inspected.json<{
          Config: Record<string, unknown>
          HostConfig: unknown
        }>()
        return { ...Config, Hostname: 'of no matter', HostConfig }
      }
      for (const members of AMBIGUOUS) {
        const body = `{"Image":"busybox","Entrypoint":["x"],${members}}`
        t.same(
          await containerOf(canonical(body, requestShapes.ContainerCreate!)),
          await containerOf(body),
          members,
        )
      }
    },
  )
}

t.test('a key repeated in one spelling is read as one repeated in several', async t => {
  const shape = requestShapes.ContainerCreate!
  const repeated = canonicalKeys(
    decodeClientJson(
      '{"Image":"a","HostConfig":{"Memory":1,"Privileged":true},"Image":"b","HostConfig":{"Memory":2},"Labels":{"x":"1","x":"2"},"Unknown":{"y":1,"y":2}}',
    ),
    shape,
  )
  t.strictSame(repeated, {
    Image: 'b',
    HostConfig: { Memory: 2, Privileged: true },
    Labels: { x: '2' },
    Unknown: { y: 2 },
  })
})
