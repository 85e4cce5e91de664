/**
 * The shape of a JSON value, as far as the spelling of its keys goes. Go's decoder takes a struct's keys in any case, so
 * a struct names its fields in the spelling of their json tags; the keys of a map belong to the user and are never touched.
 */
export type Shape = Leaf | Struct | MapOf | ListOf

/** A value without keys to respell: a scalar, a list of scalars, whatever the API leaves open. */
export interface Leaf {
  readonly kind: 'leaf'
}

export interface Struct {
  readonly kind: 'struct'
  /** By lower-case name. No struct of the API has fields that differ in case alone. */
  readonly fields: ReadonlyMap<string, Field>
}

export interface Field {
  readonly name: string
  readonly shape: Shape
}

export interface MapOf {
  readonly kind: 'map'
  readonly values: Shape
}

export interface ListOf {
  readonly kind: 'list'
  readonly items: Shape
}

export const leaf: Leaf = { kind: 'leaf' }

export const map = (values: Shape = leaf): MapOf => ({ kind: 'map', values })

export const list = (items: Shape): ListOf => ({ kind: 'list', items })

/** `leaves` are the names of the fields without inner keys, separated by white space. */
export function struct(leaves: string, nested: Readonly<Record<string, Shape>> = {}): Struct {
  const fields = new Map<string, Field>()
  for (const name of leaves.split(/\s+/).filter(name => name !== ''))
    fields.set(name.toLowerCase(), { name, shape: leaf })
  for (const [name, shape] of Object.entries(nested)) fields.set(name.toLowerCase(), { name, shape })
  return { kind: 'struct', fields }
}

/** A struct with the fields of all of them, as Go embeds structs. Of fields with one name the first counts. */
export function embedding(...structs: readonly Struct[]): Struct {
  const fields = new Map<string, Field>()
  for (const embedded of structs) {
    for (const [key, field] of embedded.fields) if (!fields.has(key)) fields.set(key, field)
  }
  return { kind: 'struct', fields }
}
