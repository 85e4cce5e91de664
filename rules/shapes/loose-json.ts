/**
 * JSON as daemons up to docker 1.6 read it (API 1.18, moby `engine/env.go` at v1.6.2): every member of a body became text
 * first, so that a list may be one string, a number may be quoted, and a truth value may be 0, "1" or "no". What could not
 * be decoded was left out without a word. Since 1.19 a member of the wrong type is an error.
 */
import { isFlagSet } from '../../src/api/flag.ts'
import type { StepContext } from '../../src/translate/change.ts'
import { isJsonObject, type JsonValue, LosslessNumber } from '../../src/translate/json.ts'
import { at, inOrder, onObject, type ValueStep } from './json-edit.ts'
import { asLooseList } from './string-lists.ts'

const LISTS = words(
  'Cmd Entrypoint Env PortSpecs OnBuild Binds Links Dns DnsSearch ExtraHosts VolumesFrom CapAdd CapDrop SecurityOpt',
)
const INTEGERS = words('Memory MemorySwap CpuShares')
const FLAGS = words(
  `AttachStdin AttachStdout AttachStderr Tty OpenStdin StdinOnce NetworkDisabled Privileged PublishAllPorts ReadonlyRootfs
   Detach`,
)
const TEXTS = words(
  'Hostname Domainname User Image WorkingDir Cpuset CpusetCpus MacAddress NetworkMode IpcMode PidMode',
)
const OBJECTS = words('ExposedPorts Volumes Labels PortBindings RestartPolicy LogConfig HostConfig')

/** For a body of Config or HostConfig members, and for the HostConfig in it. */
export const strictTypes: ValueStep = inOrder(withMemberTypes(), at('HostConfig', withMemberTypes()))

function withMemberTypes(): ValueStep {
  return onObject((object, context) => {
    const typed = Object.entries(object).map(
      ([key, value]) => [key, typedMember(key, value, context)] as const,
    )
    return typed.every(([key, value]) => value === object[key])
      ? object
      : Object.fromEntries(typed.filter(([, value]) => value !== undefined))
  })
}

/** Undefined for what the old daemon could not decode. Null means the same to both. */
function typedMember(key: string, value: JsonValue | undefined, context: StepContext): JsonValue | undefined {
  if (value === null || value === undefined) return value
  if (LISTS.has(key)) return listOf(value, context)
  if (INTEGERS.has(key)) return integerOf(value)
  if (FLAGS.has(key)) return flagOf(value)
  if (TEXTS.has(key)) return isScalar(value) ? textOf(value) : undefined
  if (OBJECTS.has(key)) return isJsonObject(value) ? value : undefined
  return value
}

function listOf(value: JsonValue, context: StepContext): JsonValue | undefined {
  if (typeof value === 'string') return asLooseList(value, context)
  return Array.isArray(value) ? value : undefined
}

/** Beyond what a double holds the digits are kept. */
function integerOf(value: JsonValue): JsonValue {
  if (value instanceof LosslessNumber) return value
  if (typeof value === 'number') return Math.trunc(value)
  const digits = typeof value === 'string' ? value.trim() : ''
  if (!/^[+-]?\d{1,19}$/.test(digits)) return 0
  const number = Number(digits)
  return Number.isSafeInteger(number) ? number : new LosslessNumber(digits)
}

function flagOf(value: JsonValue): JsonValue | undefined {
  if (typeof value === 'boolean') return value
  return isScalar(value) ? isFlagSet(textOf(value)) : undefined
}

type Scalar = string | number | boolean | LosslessNumber

const isScalar = (value: JsonValue): value is Scalar =>
  typeof value !== 'object' || value instanceof LosslessNumber

const textOf = (value: Scalar): string => String(value)

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}
