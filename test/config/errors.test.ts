/** What a wrong configuration is answered with: the place, the key, and the remedy. */
import t from 'tap'
import { loadServeOptions } from '../../src/config/load.ts'
import { configFile, loadYaml } from './loading.ts'

/** YAML, then the error's code, then what its message says behind the path of the file. */
const WRONG: Record<string, readonly [yaml: string, code: string, message: string | RegExp]> = {
  'a misspelt key': [
    'drain: 1\nlisen: unix:///a\n',
    'unknown-key',
    ':2:1: lisen: no such option; did you mean listen?',
  ],
  'a key in another style': [
    'log_level: info',
    'unknown-key',
    ':1:1: log_level: no such option; did you mean log-level?',
  ],
  'an unknown key': ['colour: blue', 'unknown-key', /:1:1: colour: no such option; known are listen, /],
  'a key that objects have': ['__proto__: 1', 'unknown-key', /:1:1: __proto__: no such option/],
  'an unknown key of a listener': [
    'listen:\n  - address: unix:///a\n    nam: b\n',
    'unknown-key',
    ':3:5: listen[0].nam: no such option; did you mean name?',
  ],
  'a duplicate key': [
    'drain: 1\naudit: x\ndrain: 2\n',
    'duplicate-key',
    ':3:1: drain is given twice; remove one of them.',
  ],
  'a word for a number': [
    'drain: ten',
    'invalid-value',
    ':1:1: drain: must be a whole number of seconds from 0 to 86400, such as 10, not "ten".',
  ],
  'a list for a number': [
    'drain: [1]',
    'invalid-value',
    /:1:1: drain: must be a whole number.*, not a list\./,
  ],
  'no value': ['\ndrain:\n', 'invalid-value', /:2:1: drain: must be .*, not nothing\./],
  'a boolean for a path': [
    'audit: true',
    'invalid-value',
    ':1:1: audit: must be a file, -, syslog: or journald:, not true.',
  ],
  'a word for a boolean': [
    'allow-insecure-tcp: maybe',
    'invalid-value',
    /must be true or false, not "maybe"\./,
  ],
  'a mode that is not octal': [
    'socket-mode: 0888',
    'invalid-value',
    /must be permissions in octal such as 0660, not "0888"\./,
  ],
  'a mode beyond permissions': ['socket-mode: 4755', 'invalid-value', /octal/],
  'a size without sense': [
    'max-json-bytes: 64M',
    'invalid-value',
    /must be a size such as 64KiB or 64MiB, .* not "64M"\./,
  ],
  'a size no string can have': [
    'max-json-bytes: 1GiB',
    'invalid-value',
    /from 1024 to \d+ bytes, not "1GiB"\./,
  ],
  'no version': ['upstream-version: v1', 'invalid-value', /must be an API version such as 1.44, not "v1"\./],
  'no level': ['log-level: loud', 'invalid-value', /must be one of trace, debug, .*, not "loud"\./],
  'no address': [
    'listen: /run/a.sock',
    'invalid-value',
    /:1:1: listen: "\/run\/a.sock" is not an address; write unix:\/\/\/run\/a.sock\./,
  ],
  'no address in a mapping': [
    'listen: [{name: a}]',
    'invalid-value',
    /:1:10: listen\[0\].address: must be an address/,
  ],
  'no listener': [
    'listen: [true]',
    'invalid-value',
    ':1:10: listen[0]: must be an address or a mapping of address and name, not true.',
  ],
  'an empty list of listeners': ['listen: []', 'invalid-value', /leaves nothing to listen on/],
  'the same listener twice': [
    'listen: [unix:///a, unix:///a]',
    'conflict',
    /two listeners are called unix:\/\/\/a/,
  ],
  'no address of a daemon': ['upstream: https://h', 'invalid-value', /:1:1: upstream: .*write tcp:\/\/h/],
  'a circle': [
    'upstream: unix:///a\nlisten: unix:///a',
    'conflict',
    ':1:1: upstream: unix:///a is also listened on; give one of the two another address.',
  ],
  'a port open to others': [
    'listen:\n  - tcp://127.0.0.1:2375\n  - tcp://0.0.0.0:2375\n',
    'insecure-tcp',
    /:3:5: listen\[1\]: tcp:\/\/0.0.0.0:2375 can be reached from other machines.*tls-cert.*allow-insecure-tcp/,
  ],
  'a name that may be anywhere': ['listen: tcp://build-7:2375', 'insecure-tcp', /build-7/],
  'a certificate without key': [
    'tls-cert: c.pem',
    'conflict',
    ':1:1: tls-cert: a certificate needs its key; give tls-key too.',
  ],
  'a key without certificate': ['upstream-tls-key: k.pem', 'conflict', /give upstream-tls-cert too/],
  'a CA without certificate': ['tls-ca: ca.pem', 'conflict', /give tls-cert and tls-key too/],
  'TLS to a unix socket': [
    'upstream-tls: true',
    'conflict',
    /:1:1: upstream-tls: unix:\/\/\/var\/run\/docker.sock is spoken to without TLS/,
  ],
  'TLS off and on': [
    'upstream: tcp://h\nupstream-tls: off\nupstream-tls-ca: ca.pem',
    'conflict',
    /:2:1: upstream-tls: it is false/,
  ],
  'an unknown group': [
    'socket-group: no-such-group',
    'invalid-value',
    /has no group no-such-group; create it or give its number/,
  ],
  'no mapping': [
    '- listen',
    'invalid-value',
    ':1:1: the file must be a mapping of options (key: value), not a list.',
  ],
  'broken YAML': ['drain: [1', 'yaml-syntax', /:1:10: this is not valid YAML: /],
  'a second document': ['drain: 1\n---\ndrain: 2', 'yaml-syntax', /:2:1: a second YAML document begins here/],
  'an alias': [
    'audit: &a x\ntls-ca: *a',
    'yaml-syntax',
    /:2:9: aliases are not supported here; write the value out\./,
  ],
  'an unknown tag': ['audit: !path x', 'yaml-syntax', /:1:8: this is not valid YAML: Unresolved tag/],
}

for (const [what, [yaml, code, message]] of Object.entries(WRONG)) {
  t.test(what, async t => {
    const config = configFile(t, yaml)
    const error = caught(() => loadServeOptions({ config }, {}))
    t.match(error, { name: 'ConfigError', code })
    t.ok(error.message.startsWith(`${config}:`), 'begins with the path of the file')
    t.match(
      error.message,
      typeof message === 'string' ? new RegExp(`${escaped(config + message)}$`) : message,
    )
  })
}

t.test('all wrong values are reported at once, each where it was given', async t => {
  const config = configFile(t, 'drain: 1\nsocket-mode: rw\n')
  const error = caught(() => loadServeOptions({ config, drain: 'x' }, { LONGSHORE_LOG_LEVEL: 'y' }))
  t.strictSame(
    error.message.split('\n').map(line => line.split(': must be')[0]),
    [`${config}:2:1: socket-mode`, '--drain', 'LONGSHORE_LOG_LEVEL'],
  )
})

t.test('a file that cannot be read', async t => {
  t.throws(() => loadServeOptions({ config: '/nonexistent/a.yaml' }, {}), {
    code: 'unreadable-file',
    message: '--config: /nonexistent/a.yaml cannot be read: no such file or directory.',
  })
  t.throws(() => loadServeOptions({}, { LONGSHORE_CONFIG: '/tmp' }), {
    code: 'unreadable-file',
    message: /^LONGSHORE_CONFIG: \/tmp cannot be read: /,
  })
})

t.test('an empty file is as good as none', async t => {
  t.strictSame(loadYaml(t, '# nothing yet\n'), loadServeOptions({}, {}))
})

function caught(work: () => unknown): Error {
  try {
    work()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was thrown')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
