/** What a policy says of a call. */
export type Decision = 'allow' | 'warn' | 'deny'

export interface Verdict {
  readonly decision: Decision
  /** Undefined when no rule matched. */
  readonly rule: string | undefined
  /** For the client of a denied call: a full sentence, without a newline. */
  readonly message?: string
  readonly record?: Recording
}

/** What of an attach or exec is recorded: what the program writes, or what is typed as well. */
export type Recording = 'output' | 'input'
