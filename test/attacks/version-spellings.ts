/** A version in a form that the filter takes for no version, and the daemon for one. */
import { type Attack, admitted, create, HARMLESS, PRIVILEGED, repelled } from './ground.ts'

export default (async (t, ground) => {
  for (const version of [
    '/v1',
    '/v01.41',
    '/v1.041',
    '/v1.41.0',
    '/v1.41.',
    '/v.1.41',
    '/v1..41',
    '/v1.41/v1.41',
    '/v1.41/v1.24',
    '/V1.41',
    '/v1.41%20',
    '/v%31.41',
    '/v1,41',
    '/v+1.41',
    '/v1.0x29',
    '/v1.4１',
    '/v0.0',
    '/v99.99',
    '/v1.99999999999999999999',
    '/v',
    '',
  ])
    await repelled(
      t,
      ground,
      version,
      create(PRIVILEGED, `${version}/containers/create`.replace('１', '%EF%BC%91')),
    )
  for (const version of ['/v1.41', '/v1.24', ''])
    await admitted(t, ground, version, create(HARMLESS, `${version}/containers/create`))
}) satisfies Attack
