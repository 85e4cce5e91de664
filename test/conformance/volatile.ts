/**
 * What two answers to the same question may differ in without a client noticing a difference: the complete list, each with
 * its reason. Anything that is not here has to be equal to the letter.
 */
import { isObject } from './body.ts'
import {
  anyOrder,
  eachOnce,
  firstWords,
  idsInAnyOrder,
  lastWords,
  linksResolved,
  longIds,
  number,
  pathStatWithoutTime,
  text,
  time,
  type Volatile,
} from './normalise.ts'

/** Digits of the counters in a container's statistics. */
const STATS = ['ContainerStats']

export const VOLATILE: readonly Volatile[] = [
  {
    name: 'range of the proxy',
    reason: 'Longshore serves older clients than the daemon, and says so in MinAPIVersion',
    operations: ['SystemVersion'],
    at: /MinAPIVersion$/,
    replace: text(/^\d+\.\d+$/g, '<oldest version>'),
  },
  {
    name: 'clock of the daemon',
    reason: 'time passes between the two calls',
    operations: ['SystemInfo'],
    at: /SystemTime$/,
    replace: time,
  },
  {
    name: 'counters of the daemon',
    reason: 'open files and goroutines come and go with connections',
    operations: ['SystemInfo'],
    at: /\.(NFd|NGoroutines|NEventsListener)$/,
    replace: number('zero is no different'),
  },
  {
    name: 'times of objects made twice',
    reason: 'each side makes its own, one after the other',
    at: /^(look|ask POST|ask GET \S+\/made\/json:) ?.*\.(Created|CreatedAt|UpdatedAt|StartedAt|FinishedAt|LastTagTime|Timestamp|Start|End)$/,
    replace: time,
  },
  {
    name: 'process ids of containers started twice',
    reason: 'each side starts its own',
    at: /^look .*\.State\.Pid$/,
    replace: number('zero is different'),
  },
  {
    name: 'layers of containers and images made twice',
    reason: 'folders of a storage driver have random names',
    at: /^(look|ask GET \S+\/made\/json:).*\.GraphDriver\.Data\.\w+$/,
    replace: longIds,
  },
  {
    name: 'sandboxes of containers started twice',
    reason: 'ids of a network sandbox and of its endpoints are random',
    at: /^(look|ask GET \S+\/made\/json:).*\.NetworkSettings\.(SandboxID|SandboxKey|EndpointID|Networks\.\w+\.EndpointID)$/,
    replace: text(/\b([0-9a-f]{64}|[0-9a-f]{12})\b/g, '<id>'),
  },
  {
    name: 'times of events that each side causes',
    reason: 'one after the other',
    operations: ['SystemEvents'],
    scenarios: ['as they happen'],
    at: /\.(time|timeNano)$/,
    replace: number('zero is different'),
  },
  {
    name: 'temporary folders',
    reason: 'the daemon unpacks each archive in a folder with a random name',
    operations: ['ImageLoad'],
    at: /\.message$|\.error$/,
    replace: text(/docker-import-\d+/g, 'docker-import-<number>'),
  },
  {
    name: 'images in a saved archive',
    reason: 'the daemon walks a Go map of their ids',
    operations: ['ImageGetAll'],
    at: /\.tar\.\d+\.content\.json(\.manifests)?$/,
    replace: anyOrder,
  },
  {
    name: 'layers that images of a saved archive share',
    reason: 'the daemon walks a Go map of images, and writes the layer where it meets it first',
    operations: ['ImageGetAll'],
    at: /\.tar$/,
    replace: linksResolved,
  },
  {
    name: 'times in a saved archive',
    reason: 'folders and lists of it are made while it is saved',
    operations: ['ImageGet', 'ImageGetAll'],
    at: /\.tar\.\d+\.modified$/,
    replace: text(/^[0-7]{11}$/g, '<time>'),
  },
  {
    name: 'networks in no order',
    reason: 'the daemon names the keys of a Go map',
    operations: ['ContainerCreate'],
    scenarios: ['two networks'],
    at: /\.(message|text)$/,
    replace: text(/inside, front/g, 'front, inside'),
  },
  {
    name: 'subnets of networks made twice',
    reason: 'the daemon gives each network that asks for none the next one',
    scenarios: [
      'minimal',
      'scope and ingress',
      'without IP version 4',
      'there and gone',
      'labelled',
      'name taken',
    ],
    operations: ['NetworkCreate', 'NetworkDelete', 'NetworkPrune'],
    at: /^look .*\.IPAM\.Config\.\d+\.(Subnet|Gateway)$/,
    replace: text(/^[\d.]+(\/\d+)?$/g, '<address>'),
  },
  {
    name: 'ids of what a build makes',
    reason: 'each side makes its own intermediate containers and images',
    operations: ['ImageBuild'],
    at: /\.stream$/,
    replace: text(/\b[0-9a-f]{12}\b/g, '<id>'),
  },
  {
    name: 'ids of images that a build makes',
    reason: 'each side makes its own',
    operations: ['ImageBuild'],
    at: /\.aux\.ID$|^look .*\.(Parent|Container|ContainerConfig\.Image|Config\.Image)$/,
    replace: longIds,
  },
  {
    name: 'layers made twice',
    reason: 'so that the registry does not have them, each side makes its own',
    operations: ['ImagePush'],
    scenarios: ['what the registry has no layer of'],
    at: /\.(id|status|Digest)$/,
    replace: text(/\b[0-9a-f]{12}([0-9a-f]{52})?\b/g, '<id>'),
  },
  {
    name: 'progress of a layer',
    reason: 'it is told again when some time went by',
    operations: ['ImagePush'],
    scenarios: ['what the registry has no layer of'],
    at: /\/push:\.body\.stream$/,
    replace: firstWords,
  },
  {
    name: 'layers of a plugin on their way',
    reason: 'they are pushed at a time: either may be the first, and wait or not',
    operations: ['PluginPull'],
    at: /\/push:\.body\.stream$/,
    replace: lastWords,
  },
  {
    name: 'host name of intermediate containers',
    reason: 'the first digits of their ids',
    operations: ['ImageBuild'],
    at: /^look .*\.Hostname$/,
    replace: text(/^[0-9a-f]{12}$/g, '<id>'),
  },
  {
    name: 'repository that a layer is taken from',
    reason: 'the daemon chooses any that has the layer already',
    operations: ['ImagePush'],
    at: /\.status$/,
    replace: text(/^Mounted from \S+$/g, 'Mounted from <repository>'),
  },
  {
    name: 'version of objects in a swarm',
    reason: 'counted up with every change in the whole swarm',
    at: /^look .*\.Version\.Index$/,
    replace: number('zero is different'),
  },
  {
    name: 'mounted images',
    reason: 'the folder of each container has a random name',
    at: /^look .*\.Mounts\.\d+\.Source$/,
    replace: longIds,
  },
  {
    name: 'execs without order',
    reason: 'the daemon walks a Go map',
    at: /\.ExecIDs$/,
    replace: anyOrder,
  },
  {
    name: 'mounts and ports without order',
    reason: 'the daemon walks Go maps of mount points and of ports',
    at: /\.(Mounts|Ports)$/,
    replace: anyOrder,
  },
  {
    name: 'changes without order',
    reason: 'the daemon walks folders of two layers side by side',
    operations: ['ContainerChanges'],
    at: /\.json$/,
    replace: anyOrder,
  },
  {
    name: 'users of a volume without order',
    reason: 'the daemon walks a Go map of references',
    operations: ['VolumeDelete'],
    at: /\.(message|text)$/,
    replace: idsInAnyOrder,
  },
  {
    name: 'lists without order',
    reason: 'the daemon walks a Go map, or sorts by nothing',
    operations: ['NetworkList', 'VolumeList', 'ImageList', 'SystemDataUsage', 'VolumePrune', 'NetworkPrune'],
    at: /(json|\.Volumes|\.Images|\.RepoTags|\.RepoDigests|\.VolumesDeleted|\.NetworksDeleted)$/,
    replace: anyOrder,
  },
  {
    name: 'readings of a container',
    reason: 'its processes and the kernel move on between two readings',
    operations: STATS,
    at: /\.(read|preread)$/,
    replace: time,
  },
  {
    name: 'counters of a container',
    reason: 'its processes and the kernel move on between two readings',
    operations: STATS,
    at: /\.(cpu_stats|precpu_stats|memory_stats|blkio_stats|networks|network|pids_stats)\.(?!(online_cpus|limit)$).*/,
    replace: number('zero is no different'),
  },
]

/**
 * Members that tell how long ago something was, in words. They are compared as they are; where they differ the scenario is
 * played again, because the clock may have moved on from "4 seconds" to "5 seconds" in between.
 */
export const MOVES_WITH_THE_CLOCK = /\.(Status|CreatedSince|RunningFor)$/

/** What besides is different when there is another daemon behind Longshore, with objects of its own. */
export const OF_TWO_DAEMONS: readonly Volatile[] = [
  {
    name: 'times of two daemons',
    reason: 'each made its objects, and started its containers, by itself',
    at: /./,
    replace: time,
  },
  {
    name: 'ages at two daemons',
    reason: 'one made its objects before the other',
    at: MOVES_WITH_THE_CLOCK,
    replace: text(/(\d+|About an?|Less than a) (second|minute|hour)s?/g, '<time>'),
  },
  {
    name: 'names of two daemons',
    reason: 'each tells its own release and version',
    at: /\.headers\.(api-version|server)$/,
    replace: text(/\d+\.\d+\S*/g, '<release>'),
  },
  {
    name: 'numbers of two daemons',
    reason: 'seconds of its own clock, counters of its own swarm, bytes of its own images',
    at: /\.(time|timeNano|Created|Index|Size|SharedSize|VirtualSize|SizeRw|SizeRootFs)$/,
    replace: number('zero is different'),
  },
  {
    name: 'times of files at two daemons',
    reason: 'each made its own containers and images',
    at: /\.tar\.\d+\.modified$/,
    replace: text(/^\d+$/g, '<time>'),
  },
  {
    name: 'time of a path at two daemons',
    reason: 'each made its own container',
    at: /\.headers\.x-docker-container-path-stat$/,
    replace: pathStatWithoutTime,
  },
  {
    name: 'hidden paths of two daemons',
    reason: 'docker 29 lists them by their names',
    at: /\.MaskedPaths$/,
    replace: anyOrder,
  },
  {
    name: 'processes of two daemons',
    reason: 'each started its own',
    at: /\.Processes\.\d+\.\d+$/,
    replace: text(/^[\d:.]+$/g, '<number>'),
  },
  {
    name: 'numbers of processes of two daemons',
    reason: 'each started its own',
    at: /\.(Pid|PID)$/,
    replace: number('zero is different'),
  },
  {
    name: 'objects of two daemons in a swarm',
    reason: 'a task that ends leaves a container behind, and how many did depends on the time',
    operations: ['SystemInfo'],
    scenarios: ['in a swarm'],
    at: /\.json\.(Containers|ContainersStopped|Images)$/,
    replace: number('zero is different'),
  },
  {
    name: 'times in the logs of two daemons',
    reason: 'each ran its own program',
    operations: ['ContainerLogs', 'ServiceLogs', 'TaskLogs'],
    at: /\.(payload|text)$/,
    replace: text(/\d{4}-\d\d-\d\dT[\d:.]{18}Z|\[\w{3} \d\d [\d:.]{12}\]/g, '<time>'),
  },
  {
    name: 'certificates and tokens of two swarms',
    reason: 'each made its own',
    at: /\.(TLSInfo\.(TrustRoot|CertIssuerPublicKey)|JoinTokens\.(Manager|Worker))$/,
    replace: text(/-----BEGIN CERTIFICATE-----[^-]+|^[\w+/]{100,}={0,2}$|SWMTKN-1-\w{50}/g, '<own>'),
  },
  {
    name: 'order of objects in the swarms of two daemons',
    reason: 'they are listed by ids that each gave at random',
    operations: ['ServiceList', 'TaskList', 'SecretList', 'ConfigList'],
    at: /\.body\.json$/,
    replace: anyOrder,
  },
  {
    name: 'names that two daemons gave',
    reason: 'containers of a build have random ones',
    operations: ['SystemEvents'],
    at: /\.Actor\.Attributes\.name$/,
    replace: text(/^[a-z]+_[a-z]+$/g, '<name>'),
  },
  {
    name: 'order of events of two daemons',
    reason: 'volumes are made and mounted in that of a Go map, and docker 20.10 tells twice of some',
    operations: ['SystemEvents'],
    scenarios: [
      ...['all while the world was made', 'of containers', 'of volumes', 'one image', 'one volume'],
      ...['of one scope', 'unknown filter', 'whole seconds'],
    ],
    at: /^ask GET \/events:\.body$/,
    replace: body => (isObject(body) && body.stream ? { ...body, stream: eachOnce(body.stream) } : body),
  },
  {
    name: 'folders and addresses of two daemons',
    reason: 'each has its own, and gives random ones to containers',
    at: /./,
    replace: text(/\/tmp\/longshore-test\/\d+-\d+|\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, '<own>'),
  },
  {
    name: 'ids in the swarms of two daemons',
    reason: 'each gave its own to what it made',
    at: /./,
    replace: text(/\b[0-9a-z]{25}\b/g, '<id>'),
  },
  {
    name: 'ids of two daemons',
    reason: 'each gave its own to what it made',
    at: /./,
    replace: text(/\b([0-9a-f]{64}|[0-9a-f]{12})\b/g, '<id>'),
  },
]
