import type { Actor } from '#platform/actor'

/** Something a supplier sells by the unit, as the catalogue knows it. */
export interface PastLine {
  readonly product_id: string
  readonly sku: string
  readonly name: string
  readonly unit: string
  readonly quantity: number
  readonly unit_cost_minor: number
  /** Who asked for it before it was ordered; without it, the buyer ordered it unasked. */
  readonly request?: PastRequest | undefined
}

export interface PastRequest {
  readonly at: Date
  readonly by: Actor
  readonly source: 'alert' | 'hand'
}

export interface PastInvoice {
  readonly document_label: string
  readonly issued_on: string
  readonly due_on: string
  readonly net_minor: number
  readonly tax_minor: number
  readonly recorded_at: Date
}

/** An order of the past that came whole, at the prices it was ordered at. */
export interface PastPurchase {
  readonly supplier: { readonly id: string; readonly name: string }
  readonly store_id: string
  readonly warehouse_id: string
  readonly ordered_at: Date
  readonly ordered_by: Actor
  readonly expected_on: string
  readonly received_at: Date
  readonly received_by: Actor
  /** The supplier's delivery note. */
  readonly document_label: string
  readonly lines: readonly PastLine[]
  /** What the supplier charged for it; without it, it is still to come. */
  readonly invoice?: PastInvoice | undefined
}

export interface PastOffer {
  readonly supplier: { readonly id: string; readonly name: string }
  readonly product_id: string
  readonly supplier_code: string
  readonly unit_cost_minor: number
}
