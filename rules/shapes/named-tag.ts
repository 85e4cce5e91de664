/**
 * A tag needs the name of a repository: without one, docker 23 and older answered 500 (moby `graph/tags.go` at v1.9.1,
 * `daemon/images/image_tag.go` at v20.10.24), and 24.0 does nothing, with 200.
 */
import { isOlder } from '../../src/api/version.ts'
import type { StepContext } from '../../src/translate/change.ts'
import { UntranslatableError } from '../../src/translate/untranslatable.ts'

const DOCKER_1_10 = '1.22'

export function requireRepository(
  query: URLSearchParams,
  { client }: Pick<StepContext, 'client'>,
): URLSearchParams {
  if ((query.get('repo') ?? '') !== '') return query
  const text = isOlder(client, DOCKER_1_10) ? "Repository name can't be empty" : 'invalid reference format'
  throw new UntranslatableError(text, 500)
}
