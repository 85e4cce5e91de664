/**
 * How an image without tag or digest is listed: below API 1.43 as `<none>:<none>` and `<none>@<none>` when it has neither,
 * null for the one it lacks when it has the other; empty lists since (moby `image_routes.go` at v28.5.2, getImagesJSON).
 */
import type { JsonValue } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'

export const withNoneTags = onObject(image => {
  const { RepoTags, RepoDigests } = image
  if (RepoTags === undefined && RepoDigests === undefined) return image
  if (isEmpty(RepoTags) && isEmpty(RepoDigests))
    return { ...image, RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'] }
  if (isEmptyList(RepoTags)) return { ...image, RepoTags: null }
  return isEmptyList(RepoDigests) ? { ...image, RepoDigests: null } : image
})

const isEmptyList = (value: JsonValue | undefined): boolean => Array.isArray(value) && value.length === 0
const isEmpty = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || isEmptyList(value)
