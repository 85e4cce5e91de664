/** A call that cannot be said in the other version. The gateway answers it in the client's dialect, without asking the daemon. */
export class UntranslatableError extends Error {
  readonly code = 'untranslatable'
  readonly httpStatus: number

  /** @param message a full sentence for the user, in the daemon's own words where it has some */
  constructor(message: string, httpStatus = 400) {
    super(message)
    this.name = 'UntranslatableError'
    this.httpStatus = httpStatus
  }
}
