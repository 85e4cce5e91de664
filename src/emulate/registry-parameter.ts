/**
 * `registry=https://host/v1` of pull and push in docker up to 0.4.8: an image of a registry under a name without it (moby
 * `server.go` at v0.4.8, ImagePull and ImagePush). Today the registry is a part of the name, so the image has that name for
 * as long as the call takes.
 */
import type { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject } from '../translate/json.ts'
import { type AnswerStream, EmulatedAnswer, madeAnswer } from './emulation.ts'

const IMAGE_ID = /^[0-9a-f]{12}(?:[0-9a-f]{52})?$/

/** @param registry with or without scheme and path. Throws `EmulatedAnswer` for an image that is asked for by its ID. */
export function qualified(registry: string, image: string): string {
  if (IMAGE_ID.test(image))
    throw new EmulatedAnswer(
      500,
      `Image ${image}: registries do not know images by the IDs of this daemon any more`,
    )
  return `${registry.replace(/^https?:\/\//, '').split('/', 1)[0]}/${image}`
}

/** Has `pull` fetch `name`, and gives what it fetched the name `image`. */
export async function pulledAs(
  daemon: DaemonClient,
  name: string,
  image: string,
  pull: () => Promise<AnswerStream>,
): Promise<AnswerStream> {
  const before = await tagsOf(daemon, name)
  return followedBy(await pull(), async () => {
    try {
      for (const tag of await tagsOf(daemon, name)) await tagAs(daemon, `${name}:${tag}`, image, tag)
    } finally {
      await untag(daemon, name, before)
    }
  })
}

/** Gives the tags of `image` the name `name` for as long as `push` takes. */
export async function pushedAs(
  daemon: DaemonClient,
  name: string,
  image: string,
  push: () => Promise<AnswerStream>,
): Promise<AnswerStream> {
  const before = await tagsOf(daemon, name)
  const restore = () => untag(daemon, name, before)
  try {
    for (const tag of await tagsOf(daemon, image)) await tagAs(daemon, `${image}:${tag}`, name, tag)
    return followedBy(await push(), restore)
  } catch (error) {
    await restore()
    throw error
  }
}

async function tagsOf(daemon: DaemonClient, name: string): Promise<readonly string[]> {
  const filters = JSON.stringify({ reference: [name] })
  const { body } = await daemon.call({ method: 'GET', path: '/images/json', query: { filters } })
  const tags = Array.isArray(body)
    ? body.flatMap(image => (isJsonObject(image) ? image.RepoTags : null) ?? [])
    : []
  return tags.map(String).flatMap(tag => (tag.startsWith(`${name}:`) ? [tag.slice(name.length + 1)] : []))
}

async function tagAs(daemon: DaemonClient, from: string, repo: string, tag: string): Promise<void> {
  const path = `/images/${encodeURIComponent(from)}/tag`
  const { status, message } = await daemon.call({ method: 'POST', path, query: { repo, tag } })
  if (status !== 201) throw new EmulatedAnswer(500, message)
}

/** Takes away the tags that were not there before. */
async function untag(daemon: DaemonClient, name: string, before: readonly string[]): Promise<void> {
  for (const tag of await tagsOf(daemon, name)) {
    if (before.includes(tag)) continue
    const path = `/images/${encodeURIComponent(`${name}:${tag}`)}`
    await daemon.call({ method: 'DELETE', path, query: { noprune: '1' } })
  }
}

/** The answer, whose end is held back until `then` is done. What goes wrong there is its last message. */
function followedBy(answer: AnswerStream, then: () => Promise<void>): AnswerStream {
  async function* stream(): AsyncGenerator<string | Buffer> {
    let failure: Error | undefined
    try {
      yield* answer as AsyncIterable<Buffer>
    } finally {
      failure = (await then().catch((error: Error) => error)) as Error | undefined
    }
    if (failure) yield JSON.stringify({ errorDetail: { message: failure.message }, error: failure.message })
  }
  const { statusCode, statusMessage, headers, rawHeaders } = answer
  return Object.assign(madeAnswer('application/json', stream()), {
    statusCode,
    statusMessage,
    headers,
    rawHeaders,
  })
}
