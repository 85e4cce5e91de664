/**
 * A folder with all above it, made one at a time: `mkdir` with `recursive` never ends where the file system says that the
 * folder above is missing although it is there, as /proc does (Node 20 to 24).
 */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Throws the system's error. @param mode of each folder that was not there */
export function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return
  const above = dirname(folder)
  if (above !== folder) makeFolder(above, mode)
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    // Somebody else was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
