/** What differs before API 1.24. */
import type { Exception } from '../exceptions.ts'

export const beforeApi24: readonly Exception[] = []
