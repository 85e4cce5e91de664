/** longshore policy: check, explain, learn. */
import { Command } from 'commander'
import t from 'tap'
import { newestKnown, rules } from '../../rules/index.ts'
import { loadPolicy } from '../../src/access/policy-file.ts'
import { isPreset, readPreset } from '../../src/access/presets.ts'
import { addPolicy } from '../../src/cli/policy.ts'
import { prepareCallWith } from '../../src/cli/policy-call.ts'

const files: Record<string, string> = {
  'team.yaml': `
rules:
  - { name: no-doors, operations: ContainerCreate, decision: deny, when: privileged.any, message: no way }
  - { name: blue, operations: "*", decision: allow, labels: team=blue }
  - { name: ci, operations: read, decision: allow, who: { cn: ci } }
  - { name: everything, operations: read, decision: deny }
  - { name: never, operations: ping, decision: allow }
`,
  'body.json': '{"hostconfig":{"privileged":true}}',
  'audit.jsonl': '{"listener":"main","operation":"SystemPing","outcome":"complete"}\n',
}

async function run(...args: string[]): Promise<string> {
  let printed = ''
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
  addPolicy(program, {
    readFile: path => files[path]!,
    openPolicy(name) {
      if (!isPreset(name)) return loadPolicy(files[name]!, name)
      const { text, fileName } = readPreset(name)
      return loadPolicy(text, fileName)
    },
    prepareCall: prepareCallWith({ changes: rules, newestKnown }),
    stdout: text => {
      printed += text
    },
  })
  await program.parseAsync(['policy', ...args], { from: 'user' })
  return printed
}

t.test('check', async t => {
  t.equal(
    await run('check', 'team.yaml'),
    `team.yaml: 5 rules (allow 3, warn 0, deny 2); anything else is denied.
  never never decides: everything decides all of its calls before.
`,
  )
  t.match(await run('check', 'read-only'), /^read-only: 1 rules/)
})

const explain = (...args: string[]) => run('explain', '--policy', 'team.yaml', ...args)

t.test('explain: which rule, and why not the others', async t => {
  t.equal(
    await explain('--as', 'listener=main,cn=ci,san=DNS:a', 'get', '/v1.20/info'),
    `SystemInfo: allow (rule ci)

  no-doors  not about this operation
  blue      not about these labels
  ci        matches
`,
  )
  t.equal(
    await explain('--as', 'main', 'POST', '/containers/create', '@body.json'),
    'ContainerCreate: deny (rule no-doors)\nno way\n\n  no-doors  matches\n',
  )
  t.match(
    await explain('--as', 'main', 'DELETE', '/containers/x', '--label', 'team=blue'),
    /^ContainerDelete: allow \(rule blue\)/,
  )
  t.match(await explain('--as', 'main', 'DELETE', '/containers/x'), /deny \(no rule\)/)
})

t.test('explain --json', async t => {
  t.strictSame(JSON.parse(await explain('--json', '--as', 'main', 'POST', '/build')), {
    operation: 'ImageBuild',
    decision: 'deny',
    rule: null,
    message: 'access denied: no rule of the policy allows ImageBuild',
    considered: [
      { rule: 'no-doors', outcome: 'operations' },
      { rule: 'blue', outcome: 'labels' },
      { rule: 'ci', outcome: 'operations' },
      { rule: 'everything', outcome: 'operations' },
      { rule: 'never', outcome: 'operations' },
    ],
  })
})

t.test('explain: what means nothing', async t => {
  await t.rejects(explain('--as', 'main', 'GET', '/nowhere'), { message: /page not found/ })
  await t.rejects(explain('--as', 'main', 'POST', '/containers/create', '{'), {
    message: /the body is not JSON/,
  })
  await t.rejects(explain('--as', 'name=ci', 'GET', '/info'), { code: 'commander.invalidArgument' })
})

t.test('learn', async t => {
  t.match(await run('learn', 'audit.jsonl'), /operations:\n {6}- SystemPing # 1\n {4}decision: allow\n/)
})
