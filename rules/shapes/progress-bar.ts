/**
 * The bar which daemons up to 28 drew beside the numbers of each progress message, for a terminal of 200 columns
 * (moby `pkg/jsonmessage/jsonmessage.go` at v28.5.2, JSONProgress.String). Sizes are in units of 1000, with four digits
 * (go-units `size.go`, HumanSize).
 */
import { isJsonObject, type JsonObject, type JsonValue, LosslessNumber } from '../../src/translate/json.ts'
import { inOrder, onObject } from './json-edit.ts'

const BAR_WIDTH = 50
const SIZE_WIDTH = 8
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB']
const DIGITS = 4

const withBar = onObject(message => {
  if (message.progress !== undefined || !isJsonObject(message.progressDetail)) return message
  const progress = progressText(message.progressDetail)
  return progress === '' ? message : { ...message, progress }
})

const withErrorText = onObject(message => {
  if (message.error !== undefined || !isJsonObject(message.errorDetail)) return message
  const { message: error } = message.errorDetail
  return error === undefined ? message : { ...message, error }
})

export const withReadyTexts = inOrder(withBar, withErrorText)

function progressText({ current, total, hidecounts, units }: JsonObject): string {
  const done = numberOf(current)
  const whole = numberOf(total)
  if (done <= 0 && whole <= 0) return ''
  if (whole <= 0) return count(done, units)
  const percent = Math.trunc((done / whole) * 100)
  const filled = Math.min(Math.max(Math.trunc(percent / 2), 0), BAR_WIDTH)
  const bar = `[${'='.repeat(filled)}>${' '.repeat(BAR_WIDTH - filled)}] `
  if (hidecounts === true) return bar
  if (done > whole) return bar + count(done, units)
  return bar + (isUnit(units) ? `${done}/${whole} ${units}` : `${count(done, units)}/${humanSize(whole)}`)
}

const count = (number: number, units: JsonObject[string]): string =>
  isUnit(units) ? `${number} ${units}` : humanSize(number).padStart(SIZE_WIDTH)

const isUnit = (units: JsonObject[string]): units is string => typeof units === 'string' && units !== ''

/** @param gap what stands between number and unit: nothing since docker 1.11 */
export function humanSize(bytes: number, gap = ''): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000
    unit++
  }
  return `${rounded(size)}${gap}${UNITS[unit]}`
}

/** Go rounds a tie to the even digit, toPrecision away from zero. */
function rounded(size: number): number {
  const exact = size.toPrecision(60).replace(/0+$/, '')
  const isTie = exact.replace(/\D/g, '').replace(/^0+/, '').length === DIGITS + 1 && exact.endsWith('5')
  const cut = exact.slice(0, -1)
  return isTie && Number(cut.at(-1)) % 2 === 0 ? Number(cut) : Number(size.toPrecision(DIGITS))
}

export const numberOf = (value: JsonValue | undefined): number =>
  typeof value === 'number' || value instanceof LosslessNumber ? Number(String(value)) : 0
