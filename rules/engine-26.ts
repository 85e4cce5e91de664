/** What Docker 26 changed at every API version (moby at v26.0.0 and v26.1.0). */
import { change, engine } from '../src/translate/change.ts'

export default [
  ...engine('26.1.0', '1.45', [
    change({
      id: 'v1.45-networkmode-default-normalised',
      summary: 'A container on the default network has NetworkMode bridge; before, default',
      operations: {},
      status: 'impossible',
      reason: 'What the daemon stores does not tell the default network from the one called bridge.',
      loss: 'HostConfig.NetworkMode is bridge where default was sent.',
    }),
  ]),
  ...engine('26.0.0', '1.49', [
    change({
      id: 'v1.49-pull-schema1',
      summary: 'Images of manifest version 2, schema 1, are not pulled; before, they were',
      operations: {},
      status: 'impossible',
      reason: 'The daemon refuses to pull them, and Longshore does not speak to registries for it.',
      loss: 'Images that a registry has in schema 1 only cannot be pulled.',
    }),
  ]),
]
