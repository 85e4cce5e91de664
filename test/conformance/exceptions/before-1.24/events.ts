/** Events before API 1.22 had no type; only containers and images had any. */
import { isObject, type Tree } from '../../body.ts'
import type { Exception } from '../../exceptions.ts'
import { nameWithTag } from './containers.ts'
import { bareId } from './images.ts'
import { ABSENT, upTo } from './up-to.ts'

type Event = Readonly<Record<string, Tree>>

/** One event is read as a value, several as a stream, none as no body. */
function withoutTypes(body: Tree): Tree {
  if (!isObject(body) || !('stream' in body || 'json' in body)) return body
  const [events, separator] = Array.isArray(body.stream)
    ? [body.stream as readonly Event[], body.separators]
    : [[body.json as Event], [body.after ?? '']]
  const [first, ...others] = events.filter(isOfOldKind).map(asBefore)
  if (first === undefined) return null
  if (others.length > 0) return { stream: [first, ...others], separators: separator ?? null }
  return { json: first, after: Array.isArray(separator) ? (separator[0] ?? '') : '' }
}

const isOfOldKind = ({ Type: type }: Event): boolean => type === 'container' || type === 'image'

/** The name that an image got stood in place of its id. */
function asBefore({ Type: _type, Action: action, Actor: actor, scope: _scope, ...event }: Event): Event {
  const { Attributes: attributes } = actor as { Attributes: Event }
  return action === 'tag' ? { ...event, id: attributes.name ?? null } : event
}

export const events: readonly Exception[] = [
  ...upTo('1.21', [
    {
      name: 'images of events',
      better: 'v1.22-image-ids-sha256',
      reason: 'clients of that time know the digits alone',
      operations: ['SystemEvents'],
      at: /\.(id|from)$/,
      becomes: bareId,
    },
    {
      name: 'types of events',
      better: 'v1.22-events-shape',
      reason: 'there were none, and no events of networks and volumes',
      operations: ['SystemEvents'],
      at: /^ask GET \/events:\.body$/,
      becomes: withoutTypes,
    },
  ]),
  ...upTo('1.20', [
    {
      name: 'nanoseconds of events',
      better: 'v1.22-events-shape',
      reason: 'there were none yet',
      operations: ['SystemEvents'],
      at: /\.timeNano$/,
      direct: /^("<whole number>"|\d+)$/,
      through: ABSENT,
    },
  ]),
  ...upTo('1.18', [
    {
      name: 'images of events with tags',
      better: 'v1.18-list-image-name',
      reason: 'there always was one, or a short id',
      operations: ['SystemEvents'],
      at: /\.from$/,
      becomes: nameWithTag,
    },
  ]),
]
