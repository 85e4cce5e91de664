/** API 1.31 (docker 17.07): what its range changed is the gateway's own business, not one of bodies. */
import { change, version } from '../src/translate/change.ts'

export default version('1.31', [
  change({
    id: 'v1.31-general-lossless-integers',
    summary: 'Integers have up to 64 bits, which a double cannot hold',
    operations: {},
    status: 'not needed',
    reason: 'JSON is read and written with every digit, at every version.',
  }),
  change({
    id: 'v1.31-error-version-too-old',
    summary: 'The refusal of a version that is too old names the daemon in header fields; before, it did not',
    unversioned: '17.11.0',
    operations: {},
    status: 'not needed',
    reason: 'The gateway writes this refusal itself, in the dialect of the version that was asked for.',
  }),
  change({
    id: 'v1.31-version-syntax',
    summary: 'Any digits and dots in a path are a version; so they were before',
    operations: {},
    status: 'not needed',
    reason: 'The gateway reads paths before any change applies.',
  }),
  change({
    id: 'v1.31-response-headers',
    summary: 'Answers name the daemon in Server, Api-Version and Ostype; so they did before',
    operations: {},
    status: 'not needed',
    reason: 'Header fields of the daemon pass as they are.',
  }),
  change({
    id: 'v1.31-advertised-version',
    summary: 'Clients negotiate by the version a daemon tells in /_ping and /version',
    operations: {},
    status: 'not needed',
    reason: 'v1.25-version-minapi tells every client the range that is served.',
  }),
  change({
    id: 'v1.31-min-version-routes',
    summary:
      'A route that is newer than the version in the path is refused; before, daemons served it or did not know it',
    unversioned: '29.0.0',
    operations: {},
    status: 'not needed',
    reason: 'An older client that asks for such a route is served, as daemons from 17.07 to 28 did.',
  }),
])
