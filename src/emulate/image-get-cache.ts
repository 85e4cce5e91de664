/**
 * `POST /images/getCache` (API 1.0 to 1.4; moby `api.go`, `server.go` and `utils.go` at v0.3.3): the image that the builder in
 * the CLI of docker 0.3.3 would make next, if it has been made. Not to find it is always right, and costs time only.
 */
import type { DaemonClient } from '../daemon/daemon-client.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../translate/json.ts'
import { EmulatedAnswer, type Emulation, madeAnswer } from './emulation.ts'

const isMissing = new EmulatedAnswer(404)

export const imageGetCache: Emulation = async ({ body, daemon }) => {
  const asked = isJsonObject(body) ? body : {}
  const parent = bareId(asked.Id)
  // One that is fed from standard input was never taken for another.
  if (parent === '' || asked.OpenStdin === true) throw isMissing
  const {
    status,
    body: images,
    message,
  } = await daemon.call({ method: 'GET', path: '/images/json', query: { all: '1' } })
  if (status !== 200) throw new EmulatedAnswer(500, message)
  const children = (Array.isArray(images) ? images : []).filter(
    image => isJsonObject(image) && bareId(image.ParentId) === parent,
  )
  const base = await configOf(daemon, parent, 'Config')
  for (const child of children) {
    const id = bareId((child as JsonObject).Id)
    const made = await configOf(daemon, id, 'ContainerConfig')
    if (made !== undefined && isSame(made, asked, listOf(base?.Env)))
      return madeAnswer('application/json', JSON.stringify({ Id: id }))
  }
  throw isMissing
}

async function configOf(daemon: DaemonClient, id: string, member: 'Config' | 'ContainerConfig') {
  const { status, body } = await daemon.call({ method: 'GET', path: `/images/${id}/json` })
  const config = status === 200 && isJsonObject(body) ? body[member] : undefined
  return isJsonObject(config) ? config : undefined
}

/** @param inherited the image's environment, which today is written into the container's */
function isSame(made: JsonObject, asked: JsonObject, inherited: readonly JsonValue[]): boolean {
  const own = listOf(made.Env).filter(variable => !inherited.includes(variable))
  return (
    made.OpenStdin !== true &&
    text(made.User) === text(asked.User) &&
    (made.Tty === true) === (asked.Tty === true) &&
    isEqual(listOf(made.Cmd), listOf(asked.Cmd)) &&
    isEqual(own, listOf(asked.Env)) &&
    isEqual(listOf(made.Dns), listOf(asked.Dns)) &&
    listOf(asked.PortSpecs).length === 0
  )
}

const isEqual = (a: readonly JsonValue[], b: readonly JsonValue[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : [])

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

const bareId = (id: JsonValue | undefined): string => text(id).replace(/^sha256:/, '')
