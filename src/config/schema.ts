/**
 * Every option of `longshore serve`, once: from this table come the flags, the environment variables, the keys of the
 * file and the text of `--help` (`options.ts`). Defaults are written as a user would write them.
 */
import * as z from 'zod'
import { parseApiVersion } from '../api/version.ts'
import { parseListenAddress } from '../listen/address.ts'
import { shown } from './errors.ts'
import { apiVersion, filePath, flag, octalMode, oneOf, seconds, size, text, written } from './values.ts'

export interface OptionHelp {
  /** What stands after the flag: `<path>`. */
  readonly argument: string
  readonly description: string
  /** The flag may be given several times; the environment variable separates by commas. */
  readonly repeatable?: true
}

export const optionHelp = z.registry<OptionHelp>()

const described = (argument: string, description: string): OptionHelp => ({ argument, description })

const address = written('an address to listen on', parseListenAddress)

/** A listener in the file is an address, or an address with a name. */
const listener = z.preprocess(
  input => (typeof input === 'string' ? { address: input } : input),
  z.strictObject(
    { address, name: text('a name').optional() },
    { error: issue => `must be an address or a mapping of address and name, not ${shown(issue.input)}.` },
  ),
)

const commaSeparated = (input: unknown) =>
  typeof input === 'string' ? input.split(',').map(part => part.trim()) : input

/** Node's own limit is 16 KiB; docker sends X-Registry-Config with credentials of many registries in one field. */
const MAX_HEADER_DEFAULT = '64KiB'
const MAX_HEADER_MIN_BYTES = 4096

/** Bodies to translate are held in memory, as text and parsed. A container in a list takes a few KiB, so this is ten thousand of them. */
const MAX_JSON_DEFAULT = '64MiB'
const MAX_JSON_MIN_BYTES = 1024

/** Nothing of it is held; the limit is against what unpacks to more than it seems. Contexts of 2013 were of some MiB. */
const MAX_CONTEXT_DEFAULT = '512MiB'
const MAX_CONTEXT_MIN_BYTES = 1024

/** Of a person at a terminal it is weeks; a dump of a database through exec is longer. */
const MAX_RECORDING_DEFAULT = '64MiB'
const MAX_RECORDING_MIN_BYTES = 1024

/** docker stop gives a container ten seconds; a call gets as long. */
const DRAIN_DEFAULT = '10'

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export const serveSchema = z.strictObject({
  listen: z
    .preprocess(
      commaSeparated,
      z
        .array(listener, {
          error: issue => `must be an address or a list of them, not ${shown(issue.input)}.`,
        })
        .min(1, { error: 'must have an address; an empty list leaves nothing to listen on.' }),
    )
    .prefault(['unix:///var/run/longshore.sock'])
    .register(optionHelp, {
      ...described(
        '<address>',
        'where clients connect: unix:///path, tcp://host:port, or fd:// and fd://name for systemd sockets',
      ),
      repeatable: true,
    }),
  'socket-mode': octalMode
    .prefault('0660')
    .register(optionHelp, described('<octal>', 'permissions of unix sockets')),
  'socket-group': text('the name or number of a group')
    .optional()
    .register(
      optionHelp,
      described(
        '<group>',
        'group of unix sockets, by name or gid; docker, where it exists, if none is given',
      ),
    ),
  'tls-cert': filePath
    .optional()
    .register(optionHelp, described('<file>', 'certificate (PEM) for tcp listeners; turns TLS on')),
  'tls-key': filePath.optional().register(optionHelp, described('<file>', 'key (PEM) of tls-cert')),
  'tls-ca': filePath
    .optional()
    .register(
      optionHelp,
      described('<file>', 'CA (PEM) which must have signed the certificate of every tcp client'),
    ),
  'allow-insecure-tcp': flag
    .default(false)
    .register(
      optionHelp,
      described(
        '[boolean]',
        'permit tcp listeners without TLS that other machines can reach: whoever does is root here',
      ),
    ),
  upstream: text('the address of a daemon')
    .prefault('unix:///var/run/docker.sock')
    .register(optionHelp, described('<address>', 'the daemon: unix:///path or tcp://host[:port]')),
  'upstream-tls': flag
    .optional()
    .register(
      optionHelp,
      described(
        '[boolean]',
        "TLS to a tcp upstream, checked against the system's CAs unless upstream-tls-ca is given",
      ),
    ),
  'upstream-tls-ca': filePath
    .optional()
    .register(optionHelp, described('<file>', "CA (PEM) that signed the daemon's certificate")),
  'upstream-tls-cert': filePath
    .optional()
    .register(optionHelp, described('<file>', 'certificate (PEM) to show to the daemon')),
  'upstream-tls-key': filePath
    .optional()
    .register(optionHelp, described('<file>', 'key (PEM) of upstream-tls-cert')),
  'upstream-version': apiVersion
    .optional()
    .register(
      optionHelp,
      described('<version>', 'speak this API version to the daemon instead of the best for each client'),
    ),
  unversioned: written('auto, newest, or an API version such as 1.24', value =>
    value === 'auto' || value === 'newest' ? value : parseApiVersion(value),
  )
    .prefault('auto')
    .register(
      optionHelp,
      described(
        '<version>',
        'API version of clients that name none: auto, newest, or a version such as 1.24',
      ),
    ),
  drain: seconds
    .prefault(DRAIN_DEFAULT)
    .register(optionHelp, described('<seconds>', 'how long calls may go on after SIGTERM or SIGINT')),
  audit: text('a file, -, syslog: or journald:')
    .optional()
    .register(
      optionHelp,
      described(
        '<file>',
        'write what is called to this file, to - for standard output, or to syslog: or journald:, each with the path of its socket behind where it is not the usual one',
      ),
    ),
  'audit-failure': oneOf('refuse', 'continue')
    .prefault('refuse')
    .register(
      optionHelp,
      described(
        '<what>',
        'what happens to calls that cannot be recorded: refuse them, or continue and lose records',
      ),
    ),
  recordings: filePath
    .optional()
    .register(
      optionHelp,
      described(
        '<folder>',
        'where sessions are recorded that a rule of the policy wants recorded; recordings in $XDG_STATE_HOME/longshore or /var/lib/longshore if none is given',
      ),
    ),
  'max-recording-bytes': size(MAX_RECORDING_MIN_BYTES, Number.MAX_SAFE_INTEGER)
    .prefault(MAX_RECORDING_DEFAULT)
    .register(
      optionHelp,
      described('<size>', 'largest recording of a session; a longer session goes on unrecorded'),
    ),
  metrics: address
    .optional()
    .register(
      optionHelp,
      described(
        '<address>',
        'where Prometheus finds /metrics, and others /healthz and /readyz: tcp://127.0.0.1:9324 or unix:///path',
      ),
    ),
  policy: text('a file or the name of a policy')
    .optional()
    .register(
      optionHelp,
      described(
        '<file>',
        "what clients may do: a YAML file, a ready-made policy by name, or tecnativa for that proxy's variables; all is allowed if none is given",
      ),
    ),
  credentials: filePath
    .optional()
    .register(
      optionHelp,
      described(
        '<folder>',
        'where the registry logins of clients before API 1.2 are kept; credentials in $XDG_STATE_HOME/longshore or /var/lib/longshore if none is given',
      ),
    ),
  'credential-helper': written('a name such as pass, for docker-credential-pass', value =>
    /^[\w.-]+$/.test(value) ? value : undefined,
  )
    .optional()
    .register(
      optionHelp,
      described(
        '<name>',
        'keep their passwords with this credential helper of docker, by what follows docker-credential-',
      ),
    ),
  'log-level': oneOf(...LOG_LEVELS)
    .prefault('info')
    .register(optionHelp, described('<level>', LOG_LEVELS.join(', '))),
  'max-header-bytes': size(MAX_HEADER_MIN_BYTES)
    .prefault(MAX_HEADER_DEFAULT)
    .register(optionHelp, described('<size>', "largest head of a client's request")),
  'max-json-bytes': size(MAX_JSON_MIN_BYTES)
    .prefault(MAX_JSON_DEFAULT)
    .register(optionHelp, described('<size>', 'largest JSON body held in memory to translate')),
  'max-context-bytes': size(MAX_CONTEXT_MIN_BYTES, Number.MAX_SAFE_INTEGER)
    .prefault(MAX_CONTEXT_DEFAULT)
    .register(
      optionHelp,
      described(
        '<size>',
        'largest build context, packed or not, of clients before API 1.3, which send it in a form',
      ),
    ),
})

export type OptionKey = keyof typeof serveSchema.shape
export type OptionValues = z.output<typeof serveSchema>
export type LogLevel = (typeof LOG_LEVELS)[number]
