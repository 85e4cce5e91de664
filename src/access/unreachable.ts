/** Rules that can never decide: every operation of theirs is decided before by a rule without conditions. */
import type { Rule } from './judge.ts'

export interface Unreachable {
  readonly rule: string
  /** The rules that decide before it. */
  readonly behind: readonly string[]
}

export function unreachableRules(rules: readonly Rule[]): readonly Unreachable[] {
  const decidedBy = new Map<string, string>()
  return rules.flatMap(rule => {
    const deciders = [...rule.operations].map(operation => decidedBy.get(operation))
    if (isUnconditional(rule)) {
      for (const operation of rule.operations)
        if (!decidedBy.has(operation)) decidedBy.set(operation, rule.name)
    }
    const behind = deciders.filter(decider => decider !== undefined)
    return behind.length === deciders.length ? [{ rule: rule.name, behind: [...new Set(behind)] }] : []
  })
}

const isUnconditional = ({ who, versions, names, images, labels, when }: Rule): boolean =>
  [who, versions, names, images, labels, when].every(condition => condition === undefined)
