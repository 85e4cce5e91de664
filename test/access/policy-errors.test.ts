/** A wrong policy is answered with the place, the key, and what to write instead. */
import t from 'tap'
import { policy } from './calls.ts'

const rule = (text: string) => `rules:\n  - name: r\n    operations: read\n    decision: allow\n    ${text}\n`

const WRONG: Record<string, readonly [yaml: string, code: string, message: string | RegExp]> = {
  'an unknown key': [
    'rulez: []\nrules: []',
    'unknown-key',
    'policy.yaml:1:1: rulez: no such key; did you mean rules?',
  ],
  'an unknown key of a rule': [
    rule('messag: x'),
    'unknown-key',
    'policy.yaml:5:5: rules[0].messag: no such key; did you mean message?',
  ],
  'an unknown key of who': [
    rule('who: { colour: red }'),
    'unknown-key',
    'policy.yaml:5:12: rules[0].who.colour: no such key; known are listener, cn, san, uid, gid, container, address.',
  ],
  'no rules': [
    'redact: []',
    'invalid-value',
    'policy.yaml:1:1: rules: is missing; it must be a list of rules, not nothing.',
  ],
  'a rule without decision': [
    'rules:\n  - name: r\n    operations: read',
    'invalid-value',
    /^policy\.yaml:2:5: rules\[0\]\.decision: is missing; it must be one of allow, warn, deny/,
  ],
  'a decision nobody knows': [
    'rules: [{ name: r, operations: read, decision: permit }]',
    'invalid-value',
    'policy.yaml:1:38: rules[0].decision: must be one of allow, warn, deny, not "permit".',
  ],
  'an operation nobody knows': [
    'rules: [{ name: r, operations: [read, ContainerLst], decision: allow }]',
    'invalid-value',
    /^policy\.yaml:1:39: rules\[0\]\.operations\[1\]: must be an operationId, a group .* not "ContainerLst"\.$/,
  ],
  'a rule that is a word': [
    'rules: [x]',
    'invalid-value',
    /rules\[0\]: must be a mapping of name, .* not "x"/,
  ],
  'a condition that is no CEL': [
    rule('when: "body.Tty &&"'),
    'invalid-value',
    /^policy\.yaml:5:5: rules\[0\]\.when: is no condition: .+\.$/,
  ],
  'a condition about what is not there': [
    rule('when: privileged.hostNetwrk'),
    'invalid-value',
    /^policy\.yaml:5:5: rules\[0\]\.when: is no condition: .*hostNetwrk/,
  ],
  'a condition that is no question': [
    rule('when: mounts.size()'),
    'invalid-value',
    'policy.yaml:5:5: rules[0].when: is no condition: its value is of type int, not bool.',
  ],
  'a range of versions': [
    rule('versions: "~1.2"'),
    'invalid-value',
    /versions\[?0?\]?: must be an API version or a range/,
  ],
  'a range the wrong way': [
    rule('versions: 1.40..1.24'),
    'invalid-value',
    /must be an API version or a range/,
  ],
  'a name without type': [rule('who: { san: ci.example }'), 'invalid-value', /a name with its type in front/],
  'an address': [rule('who: { address: 10.0.0.0/99 }'), 'invalid-value', /must be an address or a network/],
  'a uid': [rule('who: { uid: root }'), 'invalid-value', /must be a numeric id, not "root"/],
  'an empty list': [rule('names: []'), 'invalid-value', /must not be empty/],
  'two rules of one name': [
    'rules:\n  - { name: a, operations: read, decision: allow }\n  - { name: a, operations: exec, decision: deny }',
    'duplicate-key',
    'policy.yaml:3:7: rules[1].name: another rule is called a; give each its own name.',
  ],
  'hide and show': [
    'rules: []\nvisibility: [{ hide: { names: a }, show: { names: b } }]',
    'invalid-value',
    /visibility\[0\]: must have either hide or show\./,
  ],
  'hides by nothing': ['rules: []\nvisibility: [{ hide: {} }]', 'invalid-value', /must say names or labels/],
  'broken YAML': ['rules: [', 'yaml-syntax', /^policy\.yaml:1:/],
}

for (const [what, [yaml, code, message]] of Object.entries(WRONG)) {
  t.test(what, async t => {
    t.throws(() => policy(yaml), { name: 'ConfigError', code, message })
  })
}

t.test('everything that is wrong is said at once', async t => {
  try {
    policy('rules:\n  - { name: "", operations: nothing, decision: maybe }')
    t.fail('was taken')
  } catch (error) {
    t.equal((error as Error).message.split('\n').length, 3)
  }
})
