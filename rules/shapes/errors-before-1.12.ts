/**
 * What went wrong, in the words of docker up to 1.0 (moby `api.go`, `server.go`, `tags.go` and `container.go` at v0.6.7), for
 * the errors whose words or status clients look at, and those that name what they are about.
 */
import { isOlder } from '../../src/api/version.ts'
import type { ErrorAnswer, StepContext } from '../../src/translate/change.ts'

type ErrorStep = (error: ErrorAnswer, context: StepContext) => ErrorAnswer

export const isNotRunning = ({ message }: ErrorAnswer): boolean => /is not running\s*$/i.test(message)

/** The body was at fault, before anything was done with it. */
export const isUnreadable = ({ message }: ErrorAnswer): boolean =>
  /EOF$|^invalid character|cannot unmarshal|is no JSON/.test(message)

/** A 404 of create makes the CLI pull the image, so that what else is missing must not be one. */
export const createError: ErrorStep = (error, { client }) => {
  const image = /^No such image: (.*?)(?::([\w][\w.-]*)| \(tag: (.*)\))?$/.exec(error.message)
  if (image !== null) {
    const [, name, tag, told = tag ?? 'latest'] = image
    const named = tag === undefined ? name : `${name}:${tag}`
    return {
      ...error,
      message: `No such image: ${isOlder(client, '1.5') ? named : `${name} (tag: ${told})`}`,
    }
  }
  const container = /^No such container: (.*)$/.exec(error.message)?.[1]
  if (container !== undefined)
    return { status: 500, message: `Container ${container} not found. Impossible to mount its volumes` }
  return { ...error, message: error.message.replace(/^no command specified$/, 'No command specified') }
}

export const startError: ErrorStep = (error, { client, params }) => {
  if (error.status < 400) return error
  const missing = /^No such container: (.*)$/.exec(error.message)?.[1]
  if (missing !== undefined) {
    return missing === params.name ? error : { status: 500, message: `Could not find entity for ${missing}` }
  }
  if (isUnreadable(error)) return error
  const verb = isOlder(client, '1.6') ? 'Error starting' : 'Cannot start'
  return { status: 500, message: `${verb} container ${params.name}: ${error.message}` }
}

/** From 1.8 on an image is looked for as an ID where its history is asked for, or a tag for it. */
export const lookupError: ErrorStep = (error, { client }) =>
  isOlder(client, '1.8')
    ? error
    : { ...error, message: error.message.replace(/^No such image: /, 'No such id: ') }

export const tagError: ErrorStep = (error, context) => {
  const { query } = context
  if (error.message === 'invalid tag format')
    return { ...error, message: `Illegal tag name: ${query.get('tag')}` }
  return /^invalid reference format|must be lowercase/.test(error.message)
    ? { ...error, message: `Illegal repository name: ${query.get('repo')}` }
    : lookupError(error, context)
}

/** In 1.10 and 1.11 nothing was done, without a word. */
export const resizeError: ErrorStep = (error, { client }) => {
  if (!isNotRunning(error)) return error
  return isOlder(client, '1.10')
    ? { status: 500, message: 'ptyMaster does not have Fd() method' }
    : { status: 200, message: '' }
}

const NAME_IN_USE = /^Conflict[.,] The (?:container )?name "\/(.*)" is already in use by container "?(\w{12})/

/** Up to 1.5 a container could not be named; 1.6 answered 409, as do those from 1.10 on. */
export const nameInUse: ErrorStep = (error, { client }) => {
  const [, name, id] = NAME_IN_USE.exec(error.message) ?? []
  if (name === undefined) return error
  const old = isOlder(client, '1.10') ? `/${name}` : name
  const message = `Conflict, The name ${old} is already assigned to ${id}. You have to delete (or rename) that container to be able to assign ${old} to a container again.`
  return { status: isOlder(client, '1.10') && !isOlder(client, '1.7') ? 500 : 409, message }
}
