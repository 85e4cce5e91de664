/**
 * SecurityOptions of /info: `name=seccomp,profile=builtin` since API 1.25, `seccomp` before
 * (moby `api/types/system/security_opts.go` at v28.5.2, DecodeSecurityOptions).
 */
import type { ValueStep } from './json-edit.ts'

const NAME = /(?:^|,)name=([^,]+)/

export const securityOptionName: ValueStep = option =>
  typeof option === 'string' ? (NAME.exec(option)?.[1] ?? option) : option
