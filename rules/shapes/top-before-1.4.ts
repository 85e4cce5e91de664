/** Processes of a container as in API 1.3: `[{"PID","Tty","Time","Cmd"}]` (moby `server.go` at v0.5.0, ContainerTop). */
import { isJsonObject, type JsonValue } from '../../src/translate/json.ts'
import { withParameters } from './query.ts'

export const psOfOldTop = withParameters({ ps_args: '-eo pid,tty,time,comm' })

export function listOfProcesses(top: JsonValue): JsonValue {
  if (!isJsonObject(top)) return top
  const rows = Array.isArray(top.Processes) ? (top.Processes as readonly JsonValue[]).filter(isRow) : []
  return rows.length === 0
    ? null
    : rows.map(([PID = '', Tty = '', Time = '', Cmd = '']) => ({ PID, Tty, Time, Cmd }))
}

const isRow = (row: JsonValue): row is readonly JsonValue[] => Array.isArray(row)
