/**
 * Bodies of a create whose keys are written in random case, with letters that fold, with escapes, more than once and nested:
 * whatever the policy lets through, the daemon reads as unprivileged. What it would have read, a real daemon tells.
 */
import fc from 'fast-check'
import t from 'tap'
import { requestShapes } from '../../src/api/request-shapes.ts'
import { canonicalKeys } from '../../src/translate/canonical-keys.ts'
import { decodeClientJson, encodeJson } from '../../src/translate/json.ts'
import { attackGround, create } from '../attacks/ground.ts'
import { daemonsUnavailable } from '../daemon/daemon.ts'
import { call } from '../daemon/http.ts'
import { callOf, policy } from './calls.ts'

const RUNS = 5000
const SAMPLES = 40

const noPrivileges = policy(`
rules:
  - { name: no, operations: ContainerCreate, when: privileged.privileged, decision: deny }
  - { name: yes, operations: ContainerCreate, decision: allow }
`)

/** The letter as it is, in the other case, as an escape, or as one that folds onto it. */
const letter = (char: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(char) },
    { weight: 3, arbitrary: fc.constantFrom(char.toLowerCase(), char.toUpperCase()) },
    { weight: 1, arbitrary: fc.constant(`\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`) },
    { weight: 1, arbitrary: fc.constant(char.toLowerCase() === 's' ? '\u017f' : char) },
  )

const spelled = (key: string) => fc.tuple(...[...key].map(letter)).map(letters => `"${letters.join('')}"`)
const member = (key: string, value: fc.Arbitrary<string>) =>
  fc.tuple(spelled(key), value).map(([name, text]) => `${name}:${text}`)
const objectOf = (members: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(members, { maxLength }).map(all => `{${all.join(',')}}`)

const flag = fc.constantFrom('true', 'true', 'false', 'null')
const privileged = member('Privileged', flag)
const harmless = fc.constantFrom(
  '"NetworkMode":"none"',
  '"Binds":null',
  '"Annotations":{"Privileged":"true"}',
)
const hostConfig = member(
  'HostConfig',
  fc.oneof(objectOf(fc.oneof(privileged, harmless), 4), fc.constant('null')),
)
const elsewhere = fc.oneof(member('Labels', fc.constant('{"HostConfig":"Privileged"}')), privileged)
const bodies = fc
  .array(fc.oneof({ weight: 4, arbitrary: hostConfig }, { weight: 1, arbitrary: elsewhere }), {
    maxLength: 5,
  })
  .map(members => `{"Image":"busybox",${[...members, '"Cmd":["true"]'].join(',')}}`)

/** As Go's decoder reads what is sent: keys in any case, the last of several. */
function readsPrivileged(text: string): boolean {
  const fold = (key: string) => key.replaceAll('\u017f', 's').toLowerCase()
  const found = (value: unknown, key: string): unknown[] =>
    Object.entries((value ?? {}) as object).flatMap(([name, inner]) => (fold(name) === key ? [inner] : []))
  const body: unknown = JSON.parse(text)
  return [body, ...found(body, 'hostconfig')].some(part => found(part, 'privileged').includes(true))
}

t.test('what is let through holds no privileges under any spelling', async t => {
  let denied = 0
  fc.assert(
    fc.property(bodies, body => {
      const sent = encodeJson(canonicalKeys(decodeClientJson(body), requestShapes.ContainerCreate!), true)
      const { decision } = noPrivileges.judge(callOf('POST /v1.56/containers/create', body))
      if (decision === 'deny') denied++
      return decision === 'deny' || !readsPrivileged(sent)
    }),
    { numRuns: RUNS },
  )
  t.ok(denied > RUNS / 10 && denied < (RUNS * 9) / 10, `${denied} of ${RUNS} are denied`)
})

for (const release of ['28', '20.10'] as const) {
  t.test(`docker ${release} reads it as Longshore does`, { skip: daemonsUnavailable() }, async t => {
    const { daemon, socket } = await attackGround(t, release)
    const made = async (path: string, body: string) => {
      const answer = await call(path, create(body))
      if (answer.status !== 201) return answer.status
      const { Id: id } = answer.json<{ Id: string }>()
      const inspected = await call(daemon.socket, { path: `/containers/${id}/json` })
      return inspected.json<{ HostConfig: { Privileged: boolean } }>().HostConfig.Privileged
    }
    let [open, passed] = [0, 0]
    for (const body of fc.sample(bodies, SAMPLES)) {
      const direct = await made(daemon.socket, body)
      const through = await made(socket, body)
      if (direct === true) open++
      if (through === false) passed++
      t.ok(through === false || through === 403, `${body}: ${direct} directly, ${through} through`)
    }
    t.ok(open > 0 && passed > 0, `${open} are privileged when asked directly, ${passed} pass without`)
  })
}
