import { z } from 'zod'

type Json = Record<string, unknown>

/** What a made-up request puts where a store, a warehouse or any other thing is named. */
export interface Names {
  readonly store_id: string
  readonly warehouse_id: string
  readonly other: string
}

/** Whether a schema takes the id of a store or of a warehouse, anywhere in it. */
export function namesPlace(schema: z.ZodType | undefined): boolean {
  return schema !== undefined && PLACE.test(JSON.stringify(shapeOf(schema)))
}

const PLACE = /"(store_ids?|warehouse_ids?|from_warehouse_id|to_warehouse_id)":/

/** A value that the schema accepts, with every field that names a place filled in. */
export function sampleOf(schema: z.ZodType, names: Names): unknown {
  return sample(shapeOf(schema), names, '')
}

function shapeOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
}

function sample(shape: Json, names: Names, field: string): unknown {
  const place = placeOf(field, names)
  const either = (shape.anyOf ?? shape.oneOf) as Json[] | undefined
  if (either) {
    // "null means everywhere" and "the word all" are not what is tried here.
    const chosen = either.find((one) => one.type !== 'null') ?? {}
    return sample(chosen, names, field)
  }
  if (shape.const !== undefined) return shape.const
  if (Array.isArray(shape.enum)) return shape.enum[0]
  switch (shape.type) {
    case 'object':
      return sampleObject(shape, names)
    case 'array':
      return [sample((shape.items ?? {}) as Json, names, field)]
    case 'string':
      // A list of ids in an address is one text.
      return place ?? (field.endsWith('_ids') ? names.other : sampleText(shape, names))
    case 'integer':
    case 'number':
      return Math.max(1, Number(shape.minimum ?? 1))
    case 'boolean':
      return true
    default:
      return place ?? names.other
  }
}

function sampleObject(shape: Json, names: Names): Json {
  const properties = (shape.properties ?? {}) as Record<string, Json>
  const required = (shape.required ?? []) as string[]
  const filled = Object.entries(properties).filter(
    ([name, inner]) => required.includes(name) || PLACE.test(`"${name}":`) || PLACE.test(JSON.stringify(inner)),
  )
  return Object.fromEntries(filled.map(([name, inner]) => [name, sample(inner, names, name)]))
}

function placeOf(field: string, names: Names): string | null {
  if (/^store_ids?$/.test(field)) return names.store_id
  return /warehouse_ids?$/.test(field) ? names.warehouse_id : null
}

function sampleText(shape: Json, names: Names): string {
  const form = String(shape.format ?? '')
  const pattern = String(shape.pattern ?? '')
  if (form === 'uuid' || form === 'guid' || pattern.includes('-[0-9a-f')) return names.other
  if (form === 'email') return 'alguien@tienda.example'
  if (form === 'date-time') return '2026-03-02T12:00:00Z'
  if (form === 'date') return '2026-03-02'
  if (pattern.includes('\\.[a-z_]+')) return 'users.see'
  if (pattern.includes('\\d')) return '1'
  if (pattern.includes('A-Z')) return 'CLP'
  return 'x'.repeat(Math.max(3, Number(shape.minLength ?? 3)))
}
