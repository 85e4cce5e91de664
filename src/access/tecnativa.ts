/**
 * The environment variables of Tecnativa's docker-socket-proxy as a policy. There, a section of the API is opened by a
 * variable named after the first segment of its paths, `POST` opens other methods than GET and HEAD, and ALLOW_* open single
 * calls (its `haproxy.cfg`). Two things are stricter here: a section is its operations and not every path that begins like
 * one, and attaching by websocket, which is asked by GET and writes to a container's stdin, needs POST as well.
 */

import type { Operation } from '../api/operation.ts'
import { operations } from '../api/operations.ts'
import { ConfigError, shown } from '../config/errors.ts'
import { createPolicy, type Policy, type Rule } from './judge.ts'
import { createVisibility } from './visibility.ts'

/** Sections that are open when nothing is said of them. */
const OPEN = new Set(['EVENTS', 'PING', 'VERSION'])

const SECTIONS = [
  'AUTH',
  'BUILD',
  'COMMIT',
  'CONFIGS',
  'CONTAINERS',
  'DISTRIBUTION',
  'EVENTS',
  'EXEC',
  'GRPC',
  'IMAGES',
  'INFO',
  'NETWORKS',
  'NODES',
  'PING',
  'PLUGINS',
  'SECRETS',
  'SERVICES',
  'SESSION',
  'SWARM',
  'SYSTEM',
  'TASKS',
  'VERSION',
  'VOLUMES',
]

/** By variable, the operations it opens. */
const SINGLE: Readonly<Record<string, readonly string[]>> = {
  ALLOW_RESTARTS: ['ContainerStop', 'ContainerRestart', 'ContainerKill'],
  ALLOW_START: ['ContainerStart'],
  ALLOW_STOP: ['ContainerStop'],
}

/** Every variable that is understood. */
export const tecnativaVariables: readonly string[] = [...SECTIONS, 'POST', ...Object.keys(SINGLE)]

/** Throws ConfigError for a value that haproxy would not read as a number. */
export function policyFromTecnativa(env: Readonly<Record<string, string | undefined>>): Policy {
  const isOpen = (variable: string) => read(variable, env[variable], OPEN.has(variable))
  const mayWrite = isOpen('POST')
  const isPermitted = (operation: Operation) => mayWrite || isReading(operation)
  const single = Object.entries(SINGLE).map(([variable, names]): readonly [string, readonly Operation[]] => [
    variable,
    isOpen(variable) ? operations.filter(({ name }) => names.includes(name)) : [],
  ])
  const sections = SECTIONS.map((variable): readonly [string, readonly Operation[]] => [
    variable,
    isOpen(variable) ? operations.filter(operation => sectionOf(operation) === variable) : [],
  ])
  const rules = [...single, ...sections].flatMap(([name, opened]): readonly Rule[] => {
    const allowed = opened.filter(isPermitted).map(operation => operation.name)
    return allowed.length === 0 ? [] : [{ name, operations: new Set(allowed), decision: 'allow' }]
  })
  return createPolicy(rules, createVisibility([], []))
}

const isReading = ({ method, hijack }: Operation): boolean =>
  (method === 'GET' || method === 'HEAD') && hijack !== true

const sectionOf = ({ path }: Operation): string => path.split('/')[1]!.replace(/^_/, '').toUpperCase()

function read(variable: string, value: string | undefined, byDefault: boolean): boolean {
  if (value === undefined || value === '') return byDefault
  if (/^\d+$/.test(value)) return Number(value) !== 0
  throw new ConfigError('invalid-value', `${variable}: must be 0 or 1, not ${shown(value)}.`)
}
