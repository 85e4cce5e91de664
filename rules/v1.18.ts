/** API 1.18 (docker 1.6): moby `daemon/list.go`, `graph/list.go` and `runconfig/hostconfig.go` at v1.5.0 and v1.6.2. */
import { change, engine, version } from '../src/translate/change.ts'
import { isBareId, SHORT_ID_LENGTH } from './shapes/bare-image-ids.ts'
import { at, inOrder, onObject, type ValueStep, without } from './shapes/json-edit.ts'
import { retryableError, retryableMessage } from './shapes/login-retry.ts'
import { strictTypes } from './shapes/loose-json.ts'
import { notNeeded } from './shapes/not-needed.ts'
import { hostConfigFromTopLevel } from './shapes/top-level-host-config.ts'

/** The last part of a reference, where a colon is not that of a registry's port. */
const HAS_TAG_OR_DIGEST = /[:@][^/]*$/

const nameWithTag: ValueStep = name => {
  if (typeof name !== 'string' || name === '') return name
  if (isBareId(name)) return name.slice(0, SHORT_ID_LENGTH)
  return HAS_TAG_OR_DIGEST.test(name) ? name : `${name}:latest`
}

/** The two words of `docker images`, which looks at the first tag without asking whether there is one. */
const withSomeTag = onObject((image, context) => {
  const old = without('RepoDigests')(image, context)
  const isTagged = Array.isArray(image.RepoTags) && image.RepoTags.length > 0
  return isTagged ? old : { ...(old as typeof image), RepoTags: ['<none>:<none>'] }
})

const askForLogin = { error: retryableError, message: retryableMessage }

export default [
  ...version('1.18', [
    change({
      id: 'v1.18-resources-hostconfig',
      summary: 'Limits of memory and CPU are part of HostConfig; before, they stood beside it',
      // What is no HostConfig to an old daemon must not be taken for one here.
      operations: { ContainerCreate: { request: inOrder(strictTypes, hostConfigFromTopLevel) } },
    }),
    change({
      id: 'v1.18-images-repodigests',
      summary: 'Images have digests besides tags; before, one without a tag was <none>:<none>',
      unversioned: '1.6.0',
      operations: { ImageList: { response: at('[]', withSomeTag) } },
    }),
    change({
      id: 'v1.18-build-cancel-on-disconnect',
      summary: 'A build ends when its client leaves; before, it went on',
      unversioned: '1.6.0',
      operations: { ImageBuild: { outlivesClient: true } },
    }),
    change({
      id: 'v1.18-logs-follow-exited',
      summary: 'Following the logs of a container that has ended ends with them; before, it never did',
      unversioned: '1.6.0',
      operations: {},
      status: 'not needed',
      reason: 'An end is what clients wait for.',
    }),
    change({
      id: 'v1.18-empty-reply-headers',
      summary: 'Answers without a body have no Content-Type; before, they were text of no length',
      unversioned: '1.6.0',
      operations: {},
      status: 'not needed',
      reason: 'The status says that there is no body.',
    }),
    ...notNeeded([
      [
        'v1.18-start-resources',
        'A HostConfig given to start replaces limits given to create; before, they stayed',
        'v1.24-start-hostconfig keeps them, unless the start names others.',
      ],
      ['v1.18-exec-warnings', 'Creating an exec is documented to give Warnings', 'No daemon sends them.'],
      [
        'v1.18-additive',
        'Containers have labels, builds have limits; before, not so',
        'Clients do not ask for what they do not know of, and pass over its members.',
      ],
    ]),
  ]),
  // What clients of 1.18 themselves still expect.
  ...engine('1.7.0', '1.19', [
    change({
      id: 'v1.18-list-image-name',
      summary:
        'Containers are listed with the image as it was named; before, always with a tag, or a short ID',
      operations: {
        ContainerList: { response: at('[].Image', nameWithTag) },
        SystemEvents: { message: at('from', nameWithTag) },
      },
    }),
    change({
      id: 'v1.18-login-retry-errors',
      summary:
        'A registry that wants a login is told in words; before, in a way that made clients ask for one',
      operations: { ImageCreate: askForLogin, ImagePush: askForLogin },
      loss: 'Where a registry does not tell a private image from one that does not exist, clients do not ask for a login.',
    }),
  ]),
]
