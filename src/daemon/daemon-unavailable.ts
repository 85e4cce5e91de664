/** The daemon could not be reached, or what answered is none. */
export class DaemonUnavailableError extends Error {
  readonly code = 'daemon-unavailable'
  readonly httpStatus = 502

  /** @param daemon its address as configured, `unix:///var/run/docker.sock` */
  constructor(daemon: string, cause: Error) {
    super(`Longshore cannot reach the Docker daemon at ${daemon}: ${reasonOf(cause)}`, { cause })
    this.name = 'DaemonUnavailableError'
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket; is the daemon running?',
  ECONNREFUSED: 'nothing listens there; is the daemon running?',
  EACCES: 'permission denied; may the user who runs Longshore use this socket?',
  ECONNRESET: 'it closed the connection before it answered',
  EPIPE: 'it closed the connection before it answered',
}

function reasonOf(cause: Error & { code?: unknown }): string {
  return REASONS[String(cause.code)] ?? cause.message
}
