/** Commands that are replayed, but whose answers differ from the recorded ones, and why. */
const noServer = 'asks the server of the recording for a file or a login, and there is none here'
const noImage = 'its image came from the server of the recording'
const killed = 'a killed container ended with -1 then, and ends with 137 since docker 1.1'
const noCommand = 'a command that is missing is told at the start now; then, by the container'
const terminal = 'the terminal is called /dev/pts/0 now; then, /dev/console'
const environment = 'the environment has another HOME, and random names'
const folders = 'the image has other folders'
const noArchive = 'an archive that is none is told within the answer now; then, by status 500'
const started = 'to start what runs was refused with 500 then; it is 204, as from docker 1.0 on'

const ofAll = {
  'import-url': noServer,
  'build-remote': noServer,
  'login-loopback': noServer,
  'login-loopback-wrong': noServer,
  'tag-conflict': noImage,
  'tag-force': noImage,
  'run-nosuchcmd': noCommand,
  'run-link': environment,
  'run-v': folders,
  load: noArchive,
} as const

/** Of 0.9.1 and 1.0.1. */
const ofLater = {
  ...ofAll,
  'run-it': terminal,
  wait: killed,
  'wait-missing': 'a container that is missing is 404, not 500',
  'attach-stopped': killed,
  'attach-sigint': 'its container had been ended by the signal which the CLI got',
  'start-i': killed,
  'attach-pty-detach': killed,
} as const

export const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '1.0.1': ofLater,
  '0.9.1': {
    ...ofLater,
    insert: noServer,
    'cp-missing': 'a file that is missing was an empty archive then, and is an error now',
    'start-running': started,
  },
  '0.6.7': {
    ...ofAll,
    insert: noServer,
    'run-it': '`tty` found no terminal below lxc, and finds /dev/pts/0 now',
    'start-running': started,
    'rmi-inuse': 'a container that sleeps for 30 seconds was over by then, and uses the image yet here',
  },
}
