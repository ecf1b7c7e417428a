import { refuse } from './refusals.ts'

/** Refuses with every short line, so that the person sees at once what to take away or replace. */
export function refuseShort(
  rows: readonly {
    status: string
    product_id: string
    warehouse_id: string
    requested: number
    available: number
  }[],
): void {
  const short_lines = rows
    .filter(({ status }) => status === 'short')
    .map(({ product_id, warehouse_id, requested, available }) => ({ product_id, warehouse_id, requested, available }))
  if (short_lines.length > 0) throw refuse.short({ short_count: short_lines.length }, { details: { short_lines } })
}
