import type { Actor } from '#platform/actor'
import type { CustomerOut } from '../wire.ts'

/** A line of a past sale, with what the product was called then. */
export interface PastLine {
  readonly product_id: string
  readonly sku: string
  readonly name: string
  readonly unit: string
  readonly tracks_stock: boolean
  readonly quantity: number
  readonly unit_price: number
  readonly discount_minor?: number
  readonly tax_class: string
  readonly tax_basis_points: number
}

/** A sale that was made, paid and handed over before this program kept the books, or in a demo's history. */
export interface PastSale {
  readonly id: string
  /** The number that the old books gave it; without it the series' own label. */
  readonly label?: string
  readonly at: string
  readonly store_id: string
  readonly warehouse_id: string
  readonly customer: CustomerOut | null
  readonly document_kind: string
  readonly channel?: 'in_store' | 'online' | 'phone'
  readonly method: string
  readonly till_session_id?: string
  readonly discount_minor?: number
  readonly lines: readonly PastLine[]
  readonly notes?: string
  readonly import_run_id?: string
  /** Who sold it, at that moment; without it the caller writes it down now. */
  readonly by?: Actor
}
