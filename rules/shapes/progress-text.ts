/**
 * Progress as clients before API 1.8 read it: one ready-made text. Bytes in docker 0.3 (`32768/2140160 (2%)`), sizes later
 * (`32.77 kB/2.14 MB (2%)`); moby `utils/utils.go` at v0.3.4 and v0.6.7, progressReader.
 */
import { isOlder } from '../../src/api/version.ts'
import type { StepContext } from '../../src/translate/change.ts'
import { isJsonObject, type JsonObject } from '../../src/translate/json.ts'
import { onObject } from './json-edit.ts'
import { humanSize, numberOf } from './progress-bar.ts'

const SIZE_WIDTH = 8

export const withProgressText = onObject((message, context) => {
  const { progressDetail, progress: _bar, ...rest } = message
  if (progressDetail === undefined) return message
  const progress = isJsonObject(progressDetail) ? progressText(progressDetail, context) : ''
  return progress === '' ? rest : { ...rest, progress }
})

function progressText({ current, total }: JsonObject, { client }: StepContext): string {
  const done = numberOf(current)
  const whole = numberOf(total)
  if (done <= 0 && whole <= 0) return ''
  const inBytes = isOlder(client, '1.2')
  const shown = inBytes ? String(done) : humanSize(done, ' ').padStart(SIZE_WIDTH)
  if (whole <= 0) return `${shown}/? (n/a)`
  const percent = Math.round((done / whole) * 100)
  return `${shown}/${inBytes ? whole : humanSize(whole, ' ')} (${percent}%)`
}

/** Clients before API 1.4 know of one layer at a time, and of no IDs: the layer stands in the status. */
export const withLayerInStatus = onObject(message => {
  const { id, ...rest } = message
  if (typeof id !== 'string') return message
  return typeof message.status === 'string' ? { ...rest, status: `${id}: ${message.status}` } : rest
})
