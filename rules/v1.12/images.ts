/** Images at API 1.12 (docker 0.12 and 1.0): moby `api/server/server.go` at v0.11.1 and v1.0.1. */
import { isRefusedLogin, WRONG_LOGIN } from '../../src/api/refused-login.ts'
import { change } from '../../src/translate/change.ts'

/** The daemon of today reads `0`, `no` and `false` in any case as false, as old ones did. */
function keepingContainers(query: URLSearchParams): URLSearchParams {
  const changed = new URLSearchParams(query)
  changed.delete('forcerm')
  if (!changed.get('rm')) changed.set('rm', '0')
  return changed
}

export const images = [
  change({
    id: 'v1.12-image-insert-removed',
    summary: 'A file from a URL is added to an image by a build; before, by insert',
    operations: { ImageInsert: { emulate: 'image-insert' } },
    loss: 'The file is readable for its owner alone, and the image keeps the settings of the one it was made of.',
  }),
  change({
    id: 'v1.6-insert-exists',
    summary: 'Insert refuses to put one file in the place of another of its own layer; before, it did not',
    operations: {},
    status: 'not needed',
    reason: 'Its layer is always a new one.',
  }),
  change({
    id: 'v1.12-login-refused',
    summary: 'A refused login is told in the words of the registry; before, as 401 `Wrong login/password`',
    unversioned: '1.6.0',
    operations: {
      SystemAuth: {
        error: error => (isRefusedLogin(error) ? { status: 401, message: WRONG_LOGIN } : error),
      },
    },
  }),
  change({
    id: 'v1.10-push-requires-auth-or-body',
    summary:
      'Credentials of a push are read from X-Registry-Auth alone; before, without it from the body, too',
    unversioned: '28.3.3',
    operations: { ImagePush: { emulate: 'image-push' } },
  }),
  change({
    id: 'v1.5-registry-auth-header',
    summary:
      'Pull and push have their credentials in X-Registry-Auth; before, push in the body and pull nowhere',
    operations: {},
    status: 'not needed',
    reason: 'v1.10-push-requires-auth-or-body puts those of a body into the header.',
  }),
  change({
    id: 'v1.12-build-rm-default',
    summary: 'A build removes the containers of its steps unless told otherwise; before, it kept them',
    operations: { ImageBuild: { query: keepingContainers } },
  }),
  change({
    id: 'v1.5-build-rm',
    summary: 'A build may remove the containers of its steps; before, it always kept them',
    operations: {},
    status: 'not needed',
    reason: 'v1.12-build-rm-default keeps them for every client that does not ask.',
  }),
  change({
    id: 'v1.3-build-rm-default',
    summary: 'Without `rm`, a build removes the containers of its steps; before, it kept them',
    operations: {},
    status: 'not needed',
    reason: 'The same change as v1.12-build-rm-default, which converts it.',
  }),
]
