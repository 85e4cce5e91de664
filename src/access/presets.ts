/** The ready-made policies that come with Longshore: `rules/policies/*.yaml`. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const presetNames = [
  'read-only',
  'nothing-but-logs',
  'ci-runner',
  'compose-developer',
  'traefik',
  'watchtower',
  'portainer',
] as const

export type PresetName = (typeof presetNames)[number]

export const isPreset = (name: string): name is PresetName =>
  (presetNames as readonly string[]).includes(name)

export interface PresetFile {
  readonly fileName: string
  readonly text: string
}

/** The folder stands above `dist/src/access` when built, and above `src/access` in a checkout. */
export function readPreset(name: PresetName): PresetFile {
  const places = ['../../rules/policies', '../../../rules/policies'].map(folder =>
    fileURLToPath(new URL(`${folder}/${name}.yaml`, import.meta.url)),
  )
  const fileName = places.find(existsSync) ?? places[0]!
  return { fileName, text: readFileSync(fileName, 'utf8') }
}
