/** Images at API 1.5 (docker 0.6.2): moby `api.go` at v0.6.1 and v0.6.2. */
import { change } from '../../src/translate/change.ts'

export const images = [
  change({
    id: 'v1.5-getcache-removed',
    summary: 'The builder looks for cached steps itself; before, the CLI of docker 0.3.3 asked for each',
    operations: { ImageGetCache: { emulate: 'image-get-cache' } },
    loss: 'Steps that publish ports are never found.',
  }),
  change({
    id: 'v1.5-auth-serveraddress',
    summary: 'A login may be to any registry; before, to the index alone',
    operations: {},
    status: 'not needed',
    reason: 'To the daemon, no address means the index.',
  }),
]
