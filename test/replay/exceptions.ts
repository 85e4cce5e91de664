/** Commands that are replayed, but whose answers differ from the recorded ones, and why. */
const noServer = 'asks the server of the recording for a file or a login, and there is none here'
const noImage = 'its image came from the server of the recording'
const killed = 'a killed container ended with -1 then, and ends with 137 since docker 1.1'

export const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '1.0.1': {
    'import-url': noServer,
    'build-remote': noServer,
    'login-loopback': noServer,
    'login-loopback-wrong': noServer,
    'tag-conflict': noImage,
    'tag-force': noImage,
    'run-rm': 'attaches, by the clock of the recording, before it knows the id that it attaches to',
    'run-nosuchcmd': 'a command that is missing is told at the start now; then, by the container',
    'run-it': 'the terminal is called /dev/pts/0 now; then, /dev/console',
    'run-link': 'the environment has another HOME, and random names',
    'run-v': 'the image has other folders',
    load: 'an archive that is none is told within the answer now',
    wait: killed,
    'wait-missing': 'a container that is missing is 404, not 500',
    'attach-stopped': killed,
    'attach-sigint': 'its container had been ended by the signal which the CLI got',
    'start-i': killed,
    'attach-pty-detach': killed,
  },
}
