/**
 * Commands that are replayed and see something else than what was recorded: what, and why. Nothing but this may differ, and
 * all of `differs` has to.
 */
export interface Exception {
  readonly reason: string
  /** One for each difference. */
  readonly differs?: readonly RegExp[]
  /** What depends on who is first. */
  readonly may?: readonly RegExp[]
}

const EXIT_OF_KILLED = /: exit: 137, was -1$/
const OUTPUT = /^output: /

const killed: Exception = {
  reason: 'a killed container ended with -1 then, and ends with 137 since docker 1.1',
  differs: [EXIT_OF_KILLED],
}
const folders: Exception = { reason: 'the image has other folders', differs: [/^output: .*bin.*dev.*etc/] }
const terminal: Exception = {
  reason: '`tty` is called /dev/pts/0 now; then, it was /dev/console, or none to be found below lxc',
  differs: [
    /^output: \["","\/dev\/pts\/0\\r","30 100\\r","got typed\\r","typed\\r"\], was .*(not a tty|console)/,
  ],
}
const noCommand: Exception = {
  reason: 'what could not be run is told in other words',
  differs: [/^output: .*exec: \\"\/nosuchcmd\\": stat \/nosuchcmd: no such file or directory/],
}
const noCommandInOne: Exception = {
  reason: 'what could not be run is told without the time, and ends with 127, as before docker 0.9',
  differs: [...noCommand.differs!, /: exit: 127, was 1$/],
}
const lastImage: Exception = {
  reason: 'the last name of an image is not taken from it while there are containers of it',
  differs: [/^DELETE \/images\/busybox: (409|500), was 20\d: .*(container|dependent child)/],
}
const badPort: Exception = {
  reason: 'ports that cannot be read are refused by create now; then, by start',
  differs: [
    /^POST \/containers\/create: 500, was 201: Invalid PortSpec format/,
    /^POST \/containers\/ID\/start: 404, was 500/,
  ],
}
/** Of the input that ends the attach, the last line may be back before the end. */
const lastLine: Exception = { reason: 'what was typed may be echoed before the stream ends', may: [OUTPUT] }

const ofAll: Readonly<Record<string, Exception>> = {
  'run-nosuchcmd': noCommand,
  'run-it': terminal,
  'run-v': folders,
  'attach-i': lastLine,
}

/** From 0.6.7 on. */
const ofLater: Readonly<Record<string, Exception>> = {
  ...ofAll,
  'run-link': {
    reason: 'the environment has another order, HOME and random names',
    differs: [/^output: .*PATH=.*DB_NAME=.*, was .*DB_NAME=/],
  },
  'run-t': {
    reason: 'the program may be over before its terminal is resized',
    may: [/^POST \/containers\/ID\/resize: (500|409), was 200/],
  },
}

/** From 0.9.1 on. */
const ofLast: Readonly<Record<string, Exception>> = {
  ...ofLater,
  'run-nosuchcmd': noCommandInOne,
  wait: killed,
  'wait-missing': {
    reason: 'a container that is missing is 404, not 500',
    differs: [/^POST \/containers\/nosuch\/wait: 404, was 500: No such container: nosuch$/],
  },
  'attach-stopped': killed,
  'attach-sigint': {
    reason: 'its container had been ended by the signal which the CLI got, and may not be over yet here',
    may: [/: exit: "it runs", was 130$/],
  },
  'start-i': { ...killed, may: [OUTPUT] },
  'attach-pty-detach': killed,
  'rmi-inuse': lastImage,
}

export const exceptions: Readonly<Record<string, Readonly<Record<string, Exception>>>> = {
  '1.0.1': ofLast,
  '0.9.1': {
    ...ofLast,
    'cp-missing': {
      reason: 'a file that is missing was an empty archive then, and is an error now',
      differs: [/^POST \/containers\/ID\/copy: 500, was 200: Could not find the file \/nosuch/],
    },
    'start-running': {
      reason: 'docker 0.9 refused to start what runs; docker 0.10, which speaks the same API, did not',
      differs: [/^POST \/containers\/ID\/start: 204, was 500/],
    },
  },
  '0.6.7': {
    ...ofLater,
    'start-i': lastLine,
    'rmi-inuse': {
      reason: 'a container that sleeps for 30 seconds was over by then, and may use the image yet here',
      may: [/^DELETE \/images\/busybox: 409, was 200: Conflict/],
    },
  },
  '0.5.3': { ...ofAll, 'run-badport': badPort },
  '0.3.4': {
    ...ofAll,
    'run-badport': badPort,
    'rmi-inuse': lastImage,
    'run-cat': {
      reason: 'the daemon lost what was typed',
      differs: [/^output: \["","hello cat","line two"\], was \[""\]$/],
    },
    'run-cat-late': {
      reason: 'the daemon lost the last line',
      differs: [/^output: \["","late one","late two"\], was/],
    },
    'run-cat-a': {
      reason: 'the daemon lost what was typed',
      differs: [/^output: \["","with a"\], was \[""\]$/],
    },
  },
}

/** CLIs of the first versions resize what has no terminal, too, and pass over the answer (v1.6-resize-status). */
export const PASSED_OVER = /^POST \/containers\/ID\/resize: 200, was 500: $/
