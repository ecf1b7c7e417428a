import { fitsDecimals } from '#platform/quantity'
import { refuse } from './refusals.ts'

/** The rules of a product that need no database. */
type Levelled = {
  readonly kind: string
  readonly decimals: number
  readonly min_stock?: number | null | undefined
  readonly max_stock?: number | null | undefined
  readonly reorder_quantity?: number | null | undefined
}

/** Refuses levels that a service cannot have, that contradict each other, or are finer than the product is counted. */
export function assertLevels({ kind, decimals, min_stock, max_stock, reorder_quantity }: Levelled): void {
  const given = [min_stock, max_stock, reorder_quantity].filter((n) => n !== null && n !== undefined)
  if (kind === 'service' && given.length > 0) throw refuse.serviceHasNoStock()
  if (given.some((n) => !fitsDecimals(n, decimals))) throw refuse.tooManyDecimals({ decimals })
  const [min, max] = [min_stock ?? 0, max_stock ?? Number.POSITIVE_INFINITY]
  if (min > max) throw refuse.minAboveMax({ min_stock: min, max_stock: max })
}

/** The variant's values in the order of its family's options; refuses a missing or unknown option. */
export function optionValues(option_names: readonly string[], options: Readonly<Record<string, string>>): string[] {
  const values = option_names.flatMap((name) => options[name] ?? [])
  if (values.length !== option_names.length || Object.keys(options).length !== option_names.length)
    throw refuse.variantOptions({ option_names: option_names.join(', ') })
  return values
}

/** The names of the fields whose value differs; `undefined` means not given, so unchanged. */
export function changedFields<T extends object>(
  before: T,
  after: { readonly [K in keyof T]?: T[K] | undefined },
): (keyof T & string)[] {
  const names = Object.keys(after) as (keyof T & string)[]
  return names.filter(
    (name) => after[name] !== undefined && JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  )
}
