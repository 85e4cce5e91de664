/** What stays different from API 1.12 on, where errors are told as the daemon of today tells them. */
import type { Staying } from './staying.ts'

const from = '1.12'

export const STAYING_SINCE_1_12: readonly Staying[] = [
  {
    calls: /./,
    difference: /^status: 500, now (?:400|404|409)$/,
    from,
    reason: 'What is wrong with a call has a status of its own since docker 1.13; clients print the words.',
  },
  {
    calls: /./,
    difference: /^text: "(?:wait: )?(?:could not find image: )?(?:no such|could not find)/i,
    from,
    reason: 'What does not exist is told in the words of today, which name it (v1.24-error-wording).',
  },
  {
    calls: /./,
    difference: /^text: "Conflict/,
    from,
    reason: 'A conflict is told in the words of today.',
  },
  {
    calls: /./,
    difference: /^text: "404 page not found\\n", now "page not found/,
    from,
    reason: 'A path that does not exist is told in the words of today (v1.24-404-route-body).',
  },
  {
    calls:
      /^(?:tag-badrepo|tag-upper|import-badrepo|commit-badrepo|commit-badjson|commit-none|create-badport|rm-root)$/,
    difference: /^status: (?:200|201|404), now 400$/,
    from,
    reason: 'Names and bodies that the daemon of today does not allow are refused.',
  },
  {
    calls: /^events-/,
    difference: /^\[\]\.id: 64 hex digits, now text$/,
    from,
    reason: 'Since docker 1.7 a new tag is an event, known by the name that was given.',
  },
  {
    calls: /^ps-/,
    difference: /^\[\]\.Size(?:Rw|RootFs): number, now absent$/,
    from,
    reason: 'Sizes of nothing are left out, which clients read as 0.',
  },
  {
    calls: /^tag-again$/,
    difference: /^status: 409, now 201$/,
    from: '1.13',
    to: '1.15',
    reason: 'A tag is moved, as it was before docker 1.4 (v1.16-tag-conflict).',
  },
  {
    calls: /^(?:ps-limit=abc|stop-badt|restart-badt|events-bad)$/,
    difference: /^status: (?:200|204|304), now 500$/,
    from,
    reason: 'What should be a number and is none is refused; no client sends it.',
  },
  {
    calls: /^resize-exited$/,
    difference: /^status: 200, now 409$/,
    from,
    reason: 'A container that does not run has no terminal (v1.10-resize-not-running).',
  },
  {
    calls: /^(?:start-(?:null|after-hup|portconflict|hostport|hostport-conflict)|inspect-ports)$/,
    difference: /^(?:status: (?:204|304|500), now (?:204|304|500)|NetworkSettings\.Ports: object, now null)$/,
    from,
    reason: 'Whether a container still runs, and holds its port, depends on how fast the machine is.',
  },
  {
    calls: /^start-body-noct$/,
    difference: /^status: 500, now 204$/,
    from: '1.13',
    reason: 'The type of a body that comes with a start is not looked at.',
  },
  {
    calls: /^rmi-(?:built|committed)$/,
    difference: /^status: 500, now 200$/,
    from: '1.13',
    reason: 'Docker 1.6.2, which was recorded, could not look an image up whose last name it had removed.',
  },
  {
    calls: /^search-loopback$/,
    difference: /^status: 200, now 500$/,
    from: '1.13',
    reason: 'The server of this test answers no searches.',
  },
  {
    calls: /^(?:images|create-(?:noimage|noct|ct-text)|rm-running)/,
    difference:
      /^(?:\[\]\.RepoDigests: list, now absent|status: (?:201, now 404|409, now (?:406|500)|500, now 201))$/,
    from: '1.13',
    to: '1.17',
    reason: 'Docker 1.6.2, which was recorded, is newer; Longshore answers as docker 1.1 to 1.5 did.',
  },
  {
    calls: /^start-badcmd$/,
    difference: /^status: 404, now 400$/,
    from: '1.13',
    reason: 'A command that is not in the image has another status (v1.25-start-missing-command).',
  },
]
