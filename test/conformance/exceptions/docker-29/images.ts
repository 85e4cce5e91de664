/** Images. */
import { onlyTagged } from '../becoming.ts'
import { ABSENT, before1_52 } from './before-1.52.ts'

const ofOldFilter = {
  better: 'v1.41-images-filter-param',
  reason: 'docker 28 and older selected by it',
  operations: ['ImageList'],
  until: '1.40',
  at: /^ask .*\.body\.json$/,
} as const

export const images = before1_52([
  {
    ...ofOldFilter,
    name: 'images of a name in the old filter',
    scenarios: ['by the old name filter'],
    becomes: onlyTagged('busybox:latest'),
  },
  {
    ...ofOldFilter,
    name: 'images of a name and a tag in the old filter',
    scenarios: ['by the old name filter with a tag'],
    becomes: onlyTagged('full:also'),
  },
  {
    name: 'progress of a push in words',
    better: 'v1.52-progress-string',
    reason: 'clients of that time show the bar that the daemon drew',
    operations: ['ImagePush'],
    scenarios: ['what the registry has no layer of'],
    at: /\.stream\.\d+\.progress$/,
    direct: ABSENT,
    through: /^"\[=+> *\] +\S+B"$/,
  },
])
