/** What happened in the shop, in the order it happened, before anything has an id. */
export type Place = 'maipu' | 'san-bernardo' | 'central'

export interface StoryLine {
  sku: string
  quantity: number
  /** With IVA, as on the shelf that day. */
  unit_price: number
  discount_minor: number
}

export type StoryEvent =
  | {
      kind: 'receipt'
      at: Date
      place: Place
      supplier: number
      lines: { sku: string; quantity: number; unit_cost: number }[]
    }
  | { kind: 'price'; at: Date; sku: string; cost: number; price: number }
  | { kind: 'adjustment'; at: Date; place: Place; sku: string; quantity: number; reason: string }
  | { kind: 'transfer'; at: Date; from: Place; to: Place; sku: string; quantity: number }
  | {
      kind: 'sale'
      at: Date
      place: Place
      key: number
      lines: StoryLine[]
      customer: number | null
      document: 'boleta' | 'factura'
      method: string
      by_phone: boolean
    }
  | { kind: 'refund'; at: Date; place: Place; sale: number; sku: string; quantity: number; reason: string }
