/** Where Longshore keeps what must outlive it: `$XDG_STATE_HOME/longshore`, or /var/lib/longshore (XDG Base Directory 0.8). */
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** Of root, and of a service without a home, it is /var/lib; systemd gives it as STATE_DIRECTORY. */
export function stateFolder(name: string, env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME: state, STATE_DIRECTORY: service } = env
  if (service) return join(service.split(':', 1)[0]!, name)
  if (state && isAbsolute(state)) return join(state, 'longshore', name)
  return process.getuid?.() === 0
    ? join('/var/lib/longshore', name)
    : join(homedir(), '.local', 'state', 'longshore', name)
}
