/** Reads a policy from YAML. Everything that is wrong with it is said at once, with the place and the remedy. */
import type * as z from 'zod'
import { ConfigError } from '../config/errors.ts'
import { parseFile } from '../config/file.ts'
import { nearest } from '../config/nearest.ts'
import type { Source } from '../config/source.ts'
import { createPolicy, type Policy } from './judge.ts'
import { knownKeys, policySchema } from './policy-schema.ts'
import { createVisibility } from './visibility.ts'

/** @param fileName stands in front of errors. Throws ConfigError. */
export function loadPolicy(text: string, fileName: string): Policy {
  const source = parseFile(fileName, text)
  const { success, data, error } = policySchema.safeParse(source.values)
  if (!success) {
    const isUnknown = error.issues.every(({ code }) => code === 'unrecognized_keys')
    const sentences = error.issues.flatMap(issue => describe(issue, source))
    throw new ConfigError(isUnknown ? 'unknown-key' : 'invalid-value', sentences.join('\n'))
  }
  refuseRepeatedNames(data.rules, source)
  return createPolicy(data.rules, createVisibility(data.visibility, data.redact))
}

function describe(issue: z.core.$ZodIssue, source: Source): string[] {
  if (issue.code !== 'unrecognized_keys') {
    const isAbsent = issue.path.length > 0 && valueAt(source.values, issue.path) === undefined
    const message = isAbsent ? `is missing; it ${issue.message}` : issue.message
    return [`${source.where(issue.path)}: ${message}`]
  }
  const known = knownKeys(issue.path)
  return issue.keys.map(key => {
    const meant = nearest(key, known)
    const remedy = meant === undefined ? `known are ${known.join(', ')}.` : `did you mean ${meant}?`
    return `${source.where([...issue.path, key])}: no such key; ${remedy}`
  })
}

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step],
    values,
  )
}

/** A name in the audit log has to lead to one rule. */
function refuseRepeatedNames(rules: readonly { readonly name: string }[], source: Source): void {
  const seen = new Set<string>()
  rules.forEach(({ name }, index) => {
    if (seen.has(name)) {
      const place = source.where(['rules', index, 'name'])
      throw new ConfigError(
        'duplicate-key',
        `${place}: another rule is called ${name}; give each its own name.`,
      )
    }
    seen.add(name)
  })
}
