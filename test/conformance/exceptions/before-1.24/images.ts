/** Images, their ids, and what pulls, pushes and builds tell, before API 1.24. */
import { isObject, LosslessNumber, type Tree } from '../../body.ts'
import type { Exception } from '../../exceptions.ts'
import { text } from '../../normalise.ts'
import { ABSENT, upTo } from './up-to.ts'

/** Ids that a scenario made itself are `<image>`. */
export const bareId = text(/^sha256:(?=([0-9a-f]{64}|<image>|<id>)$)/g, '')

/** Limits stood in the configuration, too. */
const LIMITS: Readonly<Record<string, Tree>> = {
  ...{ MacAddress: '', NetworkDisabled: false, ExposedPorts: null, PortSpecs: null },
  ...{ Memory: new LosslessNumber('0'), MemorySwap: new LosslessNumber('0') },
  ...{ CpuShares: new LosslessNumber('0'), Cpuset: '' },
}

/** `Step 2/3 : …` becomes `Step 1 : …` */
const stepFromZero = (line: Tree): Tree =>
  typeof line === 'string'
    ? line.replace(/^Step (\d+)\/\d+ : /, (_all, step: string) => `Step ${Number(step) - 1} : `)
    : line

export const images: readonly Exception[] = [
  ...upTo('1.22', [
    {
      name: 'what a load tells',
      better: 'v1.23-image-load',
      reason: 'clients of that time print nothing',
      operations: ['ImageLoad'],
      at: /^ask POST \/images\/load:\.body$/,
      direct: /^\{"json":\{"stream":"Loaded image: /,
      through: /^null$/,
    },
    {
      name: 'type of an answer to a load',
      better: 'v1.23-image-load',
      reason: 'it was a text of no length',
      operations: ['ImageLoad'],
      at: /\.headers\.content-type$/,
      direct: /^"application\/json"$/,
      through: /^"text\/plain; charset=utf-8"$/,
    },
    {
      name: 'loads that fail',
      better: 'v1.23-image-load',
      reason: 'their status was that of an error',
      operations: ['ImageLoad'],
      at: /\.status$/,
      direct: /^"200"$/,
      through: /^"500"$/,
      whole: true,
    },
  ]),
  ...upTo('1.21', [
    {
      name: 'tags that are taken',
      better: 'v1.22-tag-force',
      reason: 'they were moved only where that was forced',
      operations: ['ImageTag'],
      scenarios: ['a new name'],
      since: '1.16',
      at: /\.status$/,
      direct: /^"201"$/,
      through: /^"409"$/,
      whole: true,
    },
    {
      name: 'ids of images',
      better: 'v1.22-image-ids-sha256',
      reason: 'clients of that time know the digits alone',
      operations: [
        ...['ImageList', 'ImageInspect', 'ImageHistory', 'ImageDelete', 'ImageCommit', 'ImageCreate'],
        ...['ContainerInspect', 'ContainerList', 'ContainerCreate', 'ContainerStart'],
      ],
      at: /^ask .*\.(Id|ParentId|Parent|Image|ImageID|Deleted|Untagged|status)$/,
      becomes: bareId,
    },
    {
      name: 'digest of a push',
      better: 'v1.22-push-aux',
      reason: 'clients of that time print every message they get',
      operations: ['ImagePush'],
      at: /\.stream\.\d+$/,
      direct: /^\{"progressDetail":\{\},"aux":\{"Tag":/,
      through: ABSENT,
    },
    {
      name: 'result of a quiet build',
      better: 'v1.22-build-quiet',
      reason: 'clients of that time look for the words',
      operations: ['ImageBuild'],
      scenarios: ['quiet'],
      at: /^ask POST \/build:\.body\.json\.stream$/,
      becomes: text(/^sha256:<image>\n$/g, 'Successfully built <image, short>\n'),
    },
  ]),
  ...upTo('1.19', [
    {
      name: 'limits of images',
      better: 'v1.20-inspect-config-resources',
      reason: 'they were part of every configuration',
      operations: ['ImageInspect'],
      at: /\.json\.(Config|ContainerConfig)$/,
      becomes: config => (isObject(config) ? { ...LIMITS, ...config } : config),
    },
  ]),
  ...upTo('1.18', [
    {
      name: 'commits with a body that cannot be read',
      better: 'v1.19-commit-undecodable-body',
      reason: 'the body was passed over',
      operations: ['ImageCommit'],
      scenarios: ['no JSON'],
      at: /\.status$/,
      direct: /^"[45]00"$/,
      through: /^"201"$/,
      whole: true,
    },
    {
      name: 'steps of a build',
      better: 'v1.9-build-step-numbering',
      reason: 'they were counted from zero, and their number was not told',
      operations: ['ImageBuild'],
      at: /\.stream$/,
      becomes: stepFromZero,
    },
    {
      name: 'tags of a build',
      better: 'v1.9-build-step-numbering',
      reason: 'scripts look for the image in the last line',
      operations: ['ImageBuild'],
      scenarios: ['run and copy'],
      at: /\.body\.stream\.\d+$/,
      direct: /^\{"stream":"Successfully tagged /,
      through: ABSENT,
    },
    {
      name: 'exit code of a step',
      better: 'v1.8-build-exit-code',
      reason: 'clients of that time were told the words alone',
      operations: ['ImageBuild'],
      scenarios: ['failing command'],
      at: /\.errorDetail\.code$/,
      direct: /^\d+$/,
      through: ABSENT,
    },
    {
      name: 'a push that lacks credentials',
      better: 'v1.18-login-retry-errors',
      reason: 'clients of that time ask for them when they read the status in the words',
      operations: ['ImagePush'],
      scenarios: ['with the right password'],
      at: /\.(error|errorDetail\.message)$/,
      becomes: text(/^unauthorized: authentication required$/g, '$& (Status 401)'),
    },
  ]),
  ...upTo('1.17', [
    {
      name: 'digests of listed images',
      better: 'v1.18-images-repodigests',
      reason: 'clients of that time do not know them',
      operations: ['ImageList'],
      at: /\.RepoDigests$/,
      direct: /^(null|\[)/,
      through: ABSENT,
    },
  ]),
]
