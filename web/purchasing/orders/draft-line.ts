import type { OfferOut, PurchaseOut } from '#purchasing/contract'

/** A line while one writes it: what is not known of its price stays null until somebody fills it in. */
export type DraftLine = {
  product_id: string
  name: string
  sku: string
  supplier_code: string | null
  quantity: number
  pack_size: number
  pack_cost_minor: number | null
  reorder_id: string | null
}

const thousand = 1000

/** What a line costs without tax: rounded once, as the order itself does. */
export function costOfLine({ quantity, pack_size, pack_cost_minor }: DraftLine): number {
  if (pack_cost_minor === null || pack_size <= 0) return 0
  return Math.round((Math.round(quantity * thousand) * pack_cost_minor) / Math.round(pack_size * thousand))
}

export const goodsOf = (lines: readonly DraftLine[]): number => lines.reduce((sum, line) => sum + costOfLine(line), 0)

/** Suppliers sell whole packs and at least their minimum. */
export function firstQuantity(offer: Pick<OfferOut, 'pack_size' | 'minimum_quantity'>): number {
  const packs = Math.max(
    Math.ceil(Math.round(offer.minimum_quantity * thousand) / Math.round(offer.pack_size * thousand)),
    1,
  )
  return (packs * Math.round(offer.pack_size * thousand)) / thousand
}

export const lineOfOffer = (offer: OfferOut): DraftLine => ({
  product_id: offer.product.id,
  name: offer.product.name,
  sku: offer.product.sku,
  supplier_code: offer.supplier_code,
  quantity: firstQuantity(offer),
  pack_size: offer.pack_size,
  pack_cost_minor: offer.pack_cost_minor ?? null,
  reorder_id: null,
})

export const linesOf = (order: PurchaseOut | null): DraftLine[] =>
  (order?.items ?? []).map((item) => ({
    product_id: item.product_id,
    name: item.name,
    sku: item.sku,
    supplier_code: item.supplier_code,
    quantity: item.quantity,
    pack_size: item.pack_size,
    pack_cost_minor: item.pack_cost_minor ?? null,
    reorder_id: item.reorder_id,
  }))

/** The same product twice is one line with more of it. */
export function withLine(lines: readonly DraftLine[], line: DraftLine): DraftLine[] {
  const known = lines.find(({ product_id }) => product_id === line.product_id)
  if (!known) return [...lines, line]
  return lines.map((one) => (one === known ? { ...one, quantity: one.quantity + one.pack_size } : one))
}

/** The wire's line; prices are only told by those who may see them. */
export const bodyOfLine = ({ product_id, quantity, pack_size, pack_cost_minor, reorder_id }: DraftLine) => ({
  product_id,
  quantity,
  ...(pack_cost_minor === null ? {} : { pack_size, pack_cost_minor }),
  ...(reorder_id ? { reorder_id } : {}),
})
