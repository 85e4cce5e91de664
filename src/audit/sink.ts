/** What takes lines of the audit log, or of a recording. */
export interface Sink {
  /** The line, its newline included, has been taken by the system when this returns. Throws. */
  write(line: string): void
  /** Opens a file anew. Throws; the old one stays in use then. */
  reopen(): void
  close(): void
}
