/** What stays different, and why. Every entry has to occur when all versions are asked. */
import type { ApiVersion } from '../../src/api/version.ts'
import { compareApiVersions } from '../../src/api/version.ts'
import { STAYING_SINCE_1_12 } from './staying-since-1.12.ts'

export interface Staying {
  /** Names of calls. */
  readonly calls: RegExp
  /** The difference, or a part of it. */
  readonly difference: RegExp
  /** First and last version where it is so; absent: any. */
  readonly from?: ApiVersion
  readonly to?: ApiVersion
  readonly reason: string
}

const ANY = /^/

/** Calls that belong to the script and are made, but whose answers are compared by tests of their own. */
export const COMPARED_ELSEWHERE =
  /^(?:auth|build|push|pull|import-nothing|import-url|insert|viz|getcache|attach)/

/** Those which take long, and which no later call needs: made when all versions are asked. */
export const LEFT_OUT = /^(?:build-|push|pull|auth|insert|viz|getcache)/

export const STAYING: readonly Staying[] = [
  ...STAYING_SINCE_1_12,
  {
    calls:
      /^(?:ping|logs|pause|unpause|top|copy|events|image-get|image-load|options|resize|stop-paused|ps-paused|inspect-paused)/,
    difference: /^(?:status: 404, now|text: "404 page not found)/,
    reason: 'What the version did not have yet is served to its clients too.',
  },
  {
    calls: /^options-star$/,
    difference: /^status/,
    reason: '`OPTIONS *` is about no path; no client asks it.',
  },
  {
    calls: /^(?:unknown-path-noversion|root|prefix-only)$/,
    difference: /^(?:content type|text)/,
    reason: 'A path that is unknown and names no version is answered as the newest version would be.',
  },
  {
    calls: /-badform$/,
    difference: /^status/,
    reason: 'A broken escape in a query was an error to some daemons and passed over by others.',
  },
  {
    calls: /^(?:ps|containers-ps)/,
    difference: /^\[\]\.Image: text, now 12 hex digits$/,
    reason:
      'A container that was made of an image’s ID is listed with the ID; old daemons looked for a name.',
  },
  {
    calls: /^(?:tag-badrepo|tag-upper|import-badrepo|commit-badrepo|build-badt|create-name-bad)$/,
    difference: /^status: (?:200|201), now 500$/,
    reason: 'Names that the daemon of today does not allow are refused.',
  },
  {
    calls: /^create-wrongtype$/,
    difference: /^status: 500, now 201$/,
    reason: 'Bodies are read as leniently as docker 0.8 to 1.6 read them, by clients of any age.',
  },
  {
    calls: /^create-lowercase$/,
    difference: /^status: (?:404|500), now 201$/,
    reason: 'Docker 0.8 to 1.6 told capitals apart in the names of members; those before and after do not.',
  },
  {
    calls: /^create-badport$/,
    difference: /^status: 201, now 500$/,
    reason: 'PortSpecs that cannot be read are refused at once; old daemons did so at start.',
  },
  {
    calls: /^copy(?:-dir)?$/,
    difference: /^content type/,
    reason: 'An archive is declared as one; old daemons let Go guess.',
  },
  {
    calls: /^copy-ct$/,
    difference: /^status: 500, now 200$/,
    reason: 'The type of a body that says what to copy is not looked at.',
  },
  {
    calls: /^changes-created$/,
    difference: /^status: 500, now 200$/,
    reason: 'A container that never ran has no changes; that was an error until docker 0.6.2.',
  },
  {
    calls: /^start-null$/,
    difference: /^status: 204, now 500$/,
    to: '1.9',
    reason: 'The call before it has started the container, which the daemons of the time refused.',
  },
  {
    calls: /^start-(?:badlxc|emptyjson|null|badlink|portspec)$/,
    difference: /^status: 500, now 204$/,
    reason: 'What the daemon of the time could not read, or not do, is passed over or done.',
  },
  {
    calls: /^kill-999$/,
    difference: /^status: 204, now 500$/,
    reason: 'A signal that does not exist is refused, whether the container runs or not.',
  },
  {
    calls: /^resize$/,
    difference: /^status: 500, now 200$/,
    reason: 'A resize that was done is no error (v1.6-resize-status).',
  },
  {
    calls: /^wait-missing$/,
    difference: /^status: 500, now 404$/,
    reason: 'A container that does not exist is 404 to whoever waits for it (v1.8-wait-missing-status).',
  },
  {
    calls: /^(?:inspect|image-inspect)/,
    difference: /PortSpecs: list, now null$/,
    reason: 'PortSpecs are kept as ExposedPorts and PortBindings.',
  },
  {
    calls: /^(?:create-ok|create-|commit|inspect|events|history|rmi|image)/,
    difference: /: 64 hex digits, now 12 hex digits$/,
    from: '1.5',
    to: '1.6',
    reason:
      'Docker 0.6.7, which was recorded, gave long IDs at every version; those of 1.5 and 1.6 themselves gave short ones.',
  },
  {
    calls: /^create-portconflict/,
    difference: /^Warnings: elements, now none$/,
    reason: 'That PortSpecs with two ports are deprecated is not said.',
  },
  {
    calls: /^create-name/,
    difference: ANY,
    from: '1.2',
    to: '1.7',
    reason: 'The recording’s own database worded the conflict of names; names were ignored up to 1.5.',
  },
  {
    calls: /^rmi-built-again$/,
    difference: /^text/,
    from: '1.10',
    reason: 'That other tags of the name are left is not told.',
  },
  {
    calls: /^rm-link$/,
    difference: /^text/,
    reason: 'A link that does not exist is told as a container that does not.',
  },
  {
    calls: /^rmi-inuse/,
    difference: /^status: (?:204|404), now 500$/,
    to: '1.1',
    reason: 'An image that others were made of is not removed (v1.2-image-delete-json).',
  },
  {
    calls: /^(?:retag|create-forcerm|start-forcerm|rm-running2|create-ev|start-ev|rm-ev|tag-ev|rmi-ev)$/,
    difference: /^status/,
    to: '1.1',
    reason: 'Docker 0.3.4 had removed the image of these calls by then.',
  },
  {
    calls: /^(?:tag-registry|start-badjson|start-after-hup)$/,
    difference: /^status: (?:500|404), now (?:201|204|500)$/,
    to: '1.1',
    reason: 'Docker 0.3.4 did not allow a registry’s port in a name, and had no container of that name left.',
  },
  {
    calls: /^start-bad/,
    difference: /^status: 500, now 204$/,
    to: '1.2',
    reason: 'A start had no body up to 1.2; docker 0.5.3, which was recorded, read one at every version.',
  },
  {
    calls: /^top/,
    difference: /^status: 500, now (?:200|404)$/,
    from: '1.2',
    to: '1.3',
    reason: 'Docker 0.5.3, which was recorded, refused the processes of 1.3 that docker 0.5.0 gave.',
  },
  {
    calls: /^inspect/,
    difference: /PortMapping\.(?:Tcp|Udp): object, now absent$/,
    to: '1.3',
    reason:
      'Docker 0.5.3, which was recorded, tells tcp and udp apart at every version; see v1.4-portmapping-nested.',
  },
  {
    calls: /^inspect/,
    difference: /^NetworkSettings\.PortMapping: object, now null$/,
    to: '1.4',
    reason: 'The ports of a container that does not run are null.',
  },
  {
    calls: /^events-(?:bad|future)$/,
    difference: /^head: none, now 200$/,
    to: '1.4',
    reason: 'The head of events is sent at once (v1.6-events-flush).',
  },
  {
    calls: /^(?:kill|wait-killed)$/,
    difference: /^head: none/,
    from: '1.3',
    to: '1.3',
    reason: 'The recorded daemon had hung.',
  },
  {
    calls: /^images/,
    difference: /^\[\]\.(?:Repository|Tag): string, now absent$/,
    from: '1.5',
    to: '1.6',
    reason:
      'Docker 0.6.7, which was recorded, called an image without a name <none>; those of 1.5 and 1.6 called it nothing.',
  },
  {
    calls: /^(?:create|start)-/,
    difference: /^text: "(?:create|start): /,
    from: '1.5',
    to: '1.6',
    reason:
      'Docker 0.6.7, which was recorded, told the name of the job at every version; see v1.7-job-error-prefix.',
  },
  {
    calls: /^import/,
    difference: /^status: 64 hex digits, now 12 hex digits$/,
    from: '1.5',
    to: '1.6',
    reason:
      'Docker 0.6.7, which was recorded, gave long IDs at every version; those of 1.5 and 1.6 themselves gave short ones.',
  },
  {
    calls: /^(?:inspect-name|kill-hup|kill-sighup|kill-bad|kill-named|rm-name)$/,
    difference: /^status/,
    from: '1.5',
    to: '1.5',
    reason:
      'Containers had no names in 1.5, and were sent no signals; docker 0.6.7, which was recorded, knows both.',
  },
  {
    calls: /^rmi/,
    difference: /^(?:status: 409, now (?:200|404)|\[\]\.Untagged)/,
    from: '1.5',
    to: '1.6',
    reason:
      'Docker 0.6.7, which was recorded, was the first that did not remove the image of a running container.',
  },
  {
    calls:
      /^(?:info|ps-all=x|ps-limit=0|ps-all=1-(?:since|before)=nosuch|kill-(?:hup|sighup)|rm-(?:badbool|force)|create-name-conflict|resize-exited|rm-running|copy-missing|inspect-removed|kill-forcerm|rmi|start-hostport|start-twice)/,
    difference:
      /^(?:\[\]\.Untagged|body|Debug|ExecutionDriver|IPv4Forwarding|MemoryLimit|SwapLimit|status|text)/,
    from: '1.8',
    to: '1.9',
    reason:
      'Of 1.8 and 1.9 docker 1.0.1 was recorded, which is newer; Longshore answers as docker 0.7 and 0.8 did.',
  },
  {
    calls: /^rmi-inuse/,
    difference: /^status: (?:200|404), now 409$/,
    from: '1.8',
    reason: 'The daemon of today does not untag an image by its ID that others were made of.',
  },
  {
    calls: /^(?:stop-paused|unpause|unpause-twice|ps-after-hup)$/,
    difference: /^(?:status|body)/,
    from: '1.8',
    reason: 'A paused container can be stopped today, and does not hear of what follows.',
  },
  {
    calls: /^images-filters-bad$/,
    difference: /^status: 500, now 200$/,
    from: '1.8',
    reason:
      'Docker 1.0.1, which was recorded, looked at filters at every version; see v1.12-image-list-filters.',
  },
  {
    calls: /^events-since-until/,
    difference: /^stays open/,
    from: '1.11',
    reason: 'The end that was recorded lay in the future.',
  },
  {
    calls: /^logs-none$/,
    difference: /^status: 200, now 400$/,
    from: '1.8',
    reason: 'Logs of no stream are refused (v1.13-logs-tail-and-400).',
  },
  {
    calls: /^logs-(?:follow|follow-exited)$/,
    difference: /^stays open/,
    from: '1.8',
    reason: 'Logs of a container that has ended end (v1.18-logs-follow-exited).',
  },
  {
    calls: /^logs/,
    difference: /^(?:content type|frames)/,
    from: '1.8',
    reason: 'Docker 23 began to name the type of a log, and the environment of a container is another.',
  },
]

export const isWithin = ({ from, to }: Staying, api: ApiVersion): boolean =>
  (from === undefined || compareApiVersions(from, api) <= 0) &&
  (to === undefined || compareApiVersions(api, to) <= 0)
