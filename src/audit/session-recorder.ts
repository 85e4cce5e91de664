/** Begins recordings of sessions, each in a file of its own that nobody else may read, and tells them of new sizes. */
import { join } from 'node:path'
import { makeFolder } from '../config/make-folder.ts'
import type { AuditFailure } from './audit-log.ts'
import type { EndedCall } from './audited-call.ts'
import { FileSink } from './file-sink.ts'
import { SessionRecording } from './session-recording.ts'

export interface SessionRecorderOptions {
  readonly folder: string
  /** Of one recording; the session goes on beyond it. */
  readonly maxBytes: number
  readonly onFailure: AuditFailure
  readonly log: { error(text: string): void }
}

export interface Session {
  /** The call's id, which names the file. */
  readonly id: string
  readonly title: string
  /** Container or exec, as the path names it. */
  readonly object: string
  readonly tty: boolean
  readonly input: boolean
  /** The session may not go on, because it can no longer be recorded. */
  readonly onFailure: (error: Error) => void
}

const RESIZES = new Set(['ContainerResize', 'ExecResize'])

export class SessionRecorder {
  readonly #options: SessionRecorderOptions
  /** Recordings by the object their sessions belong to. */
  readonly #running = new Map<string, Set<SessionRecording>>()

  constructor(options: SessionRecorderOptions) {
    this.#options = options
  }

  /** Where a session's recording is. */
  pathOf(id: string): string {
    return join(this.#options.folder, `${id}.cast`)
  }

  /** Undefined when it cannot be made and sessions go on without. Throws the system's error when they do not. */
  begin({
    id,
    object,
    onFailure,
    ...session
  }: Session): { recording: SessionRecording; end: () => void } | undefined {
    const { folder, maxBytes, onFailure: policy, log } = this.#options
    const fail = (error: Error) => log.error(`a session cannot be recorded: ${error.message}`)
    let sink: FileSink
    try {
      makeFolder(folder, 0o700)
      sink = new FileSink(this.pathOf(id))
    } catch (error) {
      fail(error as Error)
      if (policy === 'refuse') throw error
      return undefined
    }
    const recording = new SessionRecording(sink, {
      ...session,
      maxBytes,
      onFailure: error => {
        fail(error)
        if (policy === 'refuse') onFailure(error)
      },
    })
    const running = this.#running.get(object) ?? new Set()
    this.#running.set(object, running.add(recording))
    const end = () => {
      recording.end()
      running.delete(recording)
      if (running.size === 0) this.#running.delete(object)
    }
    return { recording, end }
  }

  /** To be told of every call: some say the size of a terminal. */
  sees({ planned, end }: EndedCall): void {
    if (planned === undefined || !RESIZES.has(planned.call.operation.name) || (end.status ?? 500) >= 400)
      return
    const { params, query } = planned.call
    const size = new URLSearchParams(query)
    const [columns, rows] = [Number(size.get('w')), Number(size.get('h'))]
    if (!(columns > 0 && rows > 0)) return
    for (const recording of this.#running.get(params.name ?? '') ?? []) recording.resized(columns, rows)
  }
}
