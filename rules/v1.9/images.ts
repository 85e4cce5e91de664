/** Images at API 1.9 (docker 0.8): moby `commands.go`, `buildfile.go` at v0.7.6, `api/client.go` at v0.8.1. */
import { change, engine, version } from '../../src/translate/change.ts'
import { isBareId } from '../shapes/bare-image-ids.ts'
import { legacyBuildOutput, withoutExitCode } from '../shapes/build-steps.ts'
import { onObject } from '../shapes/json-edit.ts'
import { registryConfigFromAuth } from '../shapes/registry-config.ts'

const idAlone = onObject(({ status, ...message }) =>
  isBareId(String(status)) ? { ...message, id: status! } : { status: status!, ...message },
)

export const images = [
  ...version('1.9', [
    change({
      id: 'v1.9-insert-status',
      summary: 'Insert ends with the ID as a status; docker 0.6.7 to 0.7.6, as `id`',
      operations: { ImageInsert: { message: idAlone } },
    }),
    change({
      id: 'v1.9-build-registry-config',
      summary: 'The credentials of a build stand in X-Registry-Config; before, in X-Registry-Auth',
      operations: { ImageBuild: { requestHeaders: registryConfigFromAuth } },
    }),
    change({
      id: 'v1.8-build-registry-auth-header',
      summary: 'A build may bring credentials; before, it had none',
      operations: {},
      status: 'not needed',
      reason: 'Clients before 1.8 send none; those of 1.8 are converted by v1.9-build-registry-config.',
    }),
  ]),
  ...engine('1.13.0', '1.19', [
    change({
      id: 'v1.9-build-step-numbering',
      summary:
        'Steps of a build are counted as 1/3; up to 1.18 from 0, up to 1.8 from 1, without their number',
      operations: { ImageBuild: { message: legacyBuildOutput } },
    }),
  ]),
  ...engine('1.7.0', '1.19', [
    change({
      id: 'v1.8-build-exit-code',
      summary: 'A failed build tells the exit code of its step; from 1.9 to 1.18 it did not',
      operations: { ImageBuild: { message: withoutExitCode } },
    }),
  ]),
]
