/**
 * All spellings of an image's name. A daemon reads `busybox`, `busybox:latest`, `library/busybox` and
 * `docker.io/library/busybox:latest` as one image (distribution/reference `normalize.go`, vendored by moby at
 * docker-v29.7.2), so a rule about one of them is about all.
 */

const DEFAULT_DOMAIN = 'docker.io'
const LEGACY_DOMAIN = 'index.docker.io'
const OFFICIAL = 'library/'
const DEFAULT_TAG = 'latest'

/** What a rule's globs are tried on: short and full, with and without the tag or digest. */
export function imageSpellings(reference: string): readonly string[] {
  const { repository, suffix } = split(reference)
  const full = qualified(repository)
  const short = full.startsWith(`${DEFAULT_DOMAIN}/`)
    ? full.slice(DEFAULT_DOMAIN.length + 1).replace(/^library\/(?=[^/]+$)/, '')
    : full
  return [...new Set([full, short].flatMap(name => [name, name + suffix]))]
}

/** A name without tag that may as well be the start of an image's ID; which of both it is only the daemon knows. */
export const mayBeImageId = (reference: string): boolean => /^(sha256:)?[0-9a-f]+$/.test(reference)

function split(reference: string): { readonly repository: string; readonly suffix: string } {
  const at = reference.indexOf('@')
  const named = at === -1 ? reference : reference.slice(0, at)
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1)
  const repository = colon === -1 ? named : named.slice(0, colon)
  const tag = colon === -1 ? '' : named.slice(colon)
  // Of a name with tag and digest, the digest decides what is pulled.
  if (at !== -1) return { repository, suffix: reference.slice(at) }
  return { repository, suffix: tag || `:${DEFAULT_TAG}` }
}

function qualified(repository: string): string {
  const slash = repository.indexOf('/')
  const first = repository.slice(0, Math.max(slash, 0))
  const hasDomain = /[.:A-Z]/.test(first) || first === 'localhost'
  const domain = hasDomain && first !== LEGACY_DOMAIN ? first : DEFAULT_DOMAIN
  const path = hasDomain ? repository.slice(slash + 1) : repository
  return `${domain}/${domain === DEFAULT_DOMAIN && !path.includes('/') ? OFFICIAL : ''}${path}`
}
