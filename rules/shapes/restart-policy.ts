/**
 * HostConfig.RestartPolicy as docker up to 1.12 took it: any name, any count. Only `on-failure` looked at the count, and
 * with a negative one it never restarted; an unknown name restarted nothing (moby `restartmanager/restartmanager.go` at
 * v1.12.6, ShouldRestart). Docker 1.13 began to refuse such policies (`daemon/container.go`, validateRestartPolicy).
 */
import { onObject, type ValueStep } from './json-edit.ts'

const KNOWN_NAMES: readonly string[] = ['', 'no', 'always', 'on-failure', 'unless-stopped']

/** Gives the policy which restarts in the same cases and passes the validation of today. */
export const lenientRestartPolicy: ValueStep = onObject(policy => {
  const name = policy.Name ?? ''
  const count = policy.MaximumRetryCount ?? 0
  if (typeof name !== 'string' || typeof count !== 'number') return policy
  if (!KNOWN_NAMES.includes(name) || (name === 'on-failure' && count < 0)) {
    return { ...policy, Name: 'no', MaximumRetryCount: 0 }
  }
  return name === 'on-failure' || count === 0 ? policy : { ...policy, MaximumRetryCount: 0 }
})
