import { calls, filters } from '../scenario.ts'

const filtered = (byName: Record<string, string[]>) => `/images/json?${filters(byName)}`

export const images = [
  ...calls('ImageList', {
    plain: '/images/json',
    all: '/images/json?all=1',
    digests: '/images/json?digests=1',
    'shared sizes': '/images/json?shared-size=1',
    manifests: '/images/json?manifests=1',
    'by the old name filter': '/images/json?filter=busybox',
    'by the old name filter with a tag': '/images/json?filter=full:also',
    dangling: filtered({ dangling: ['true'] }),
    'not dangling': filtered({ dangling: ['false'] }),
    'dangling or what': filtered({ dangling: ['maybe'] }),
    'by reference': filtered({ reference: ['full'] }),
    'by reference and pattern': filtered({ reference: ['127.0.0.1*/b*:1'] }),
    'by label': filtered({ label: ['flavour=sweet'] }),
    'before and since': filtered({ before: ['full:1'], since: ['busybox'] }),
    'before one that is not there': filtered({ before: ['nowhere'] }),
    until: filtered({ until: ['1'] }),
    'unknown filter': filtered({ nonsense: ['x'] }),
    'filters as a map': '/images/json?filters=%7B%22dangling%22%3A%7B%22true%22%3Atrue%7D%7D',
    'filters that are no JSON': '/images/json?filters=x',
  }),
  ...calls('ImageInspect', {
    busybox: '/images/busybox/json',
    full: '/images/full:1/json',
    'by id': world => `/images/${world.images.full}/json`,
    'by digits': world => `/images/${world.images.full?.slice(7, 19)}/json`,
    'from a registry': world => `/images/${world.registry.address}/box:1/json`,
    manifests: '/images/full:1/json?manifests=1',
    platform: `/images/busybox/json?platform=${encodeURIComponent('{"os":"linux","architecture":"amd64"}')}`,
    'platform that is none': '/images/busybox/json?platform=x',
    nowhere: '/images/nowhere/json',
    'no such tag': '/images/busybox:nowhere/json',
    'bad reference': '/images/UPPER/json',
  }),
  ...calls('ImageHistory', {
    busybox: '/images/busybox/history',
    full: '/images/full:1/history',
    platform: `/images/full:1/history?platform=${encodeURIComponent('{"os":"linux","architecture":"amd64"}')}`,
    nowhere: '/images/nowhere/history',
  }),
  ...calls('ImageGet', {
    'an archive': { path: '/images/full:1/get', read: 'tar' },
    platform: {
      path: `/images/busybox/get?platform=${encodeURIComponent('{"os":"linux","architecture":"amd64"}')}`,
      read: 'tar',
    },
    nowhere: '/images/nowhere/get',
  }),
  ...calls('ImageGetAll', {
    'two names': { path: '/images/get?names=full:1&names=full:also', read: 'tar' },
    'no name': '/images/get',
    nowhere: '/images/get?names=nowhere',
  }),
  ...calls('ImageSearch', {
    'no registry to be reached': '/images/search?term=busybox',
    'no term': '/images/search',
    'no number': '/images/search?term=busybox&limit=x',
    'too many': '/images/search?term=busybox&limit=1000',
    'unknown filter': `/images/search?term=busybox&${filters({ nonsense: ['x'] })}`,
    'of a registry without an index': world => `/images/search?term=${world.registry.address}/box`,
  }),
  ...calls('DistributionInspect', {
    'in a registry': world => `/distribution/${world.registry.address}/box:1/json`,
    'not in the registry': world => `/distribution/${world.registry.address}/nowhere:1/json`,
    'no such registry': '/distribution/127.0.0.1:1/x/json',
    'bad reference': '/distribution/UPPER/json',
    'not allowed': world => `/distribution/${world.lockedRegistry.address}/box:1/json`,
  }),
]
