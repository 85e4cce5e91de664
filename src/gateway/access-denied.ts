/** A call that the policy refuses; the daemon never sees it. */
export class AccessDeniedError extends Error {
  readonly code = 'access-denied'
  readonly httpStatus: number
  /** The rule that refused it; undefined when none allowed it. */
  readonly rule: string | undefined

  /** @param httpStatus 404 for what the client may not know to exist */
  constructor(
    { message, rule }: { readonly message?: string; readonly rule?: string | undefined },
    httpStatus = 403,
  ) {
    super(message ?? 'access denied')
    this.name = 'AccessDeniedError'
    this.httpStatus = httpStatus
    this.rule = rule
  }
}
