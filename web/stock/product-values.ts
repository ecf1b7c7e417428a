import type { InputOf } from '../api/route-types.ts'
import type { Product } from './product-panel.tsx'

export type Changes = NonNullable<InputOf<'PATCH /api/products/:id'>['body']>
export type Kind = Product['kind']

/** A product as the form holds it: words as typed, figures or nothing. */
export const valuesOf = (product: Product | null, kind: Kind, barcode: string) => ({
  kind: product?.kind ?? kind,
  sku: product?.sku ?? '',
  name: product?.name ?? '',
  description: product?.description ?? '',
  category_id: product?.category_id ?? '',
  unit: product?.unit ?? '',
  decimals: String(product?.decimals ?? 0),
  price: product?.price ?? (null as number | null),
  cost: product?.cost ?? (null as number | null),
  tax_class: product?.tax_class ?? '',
  status: product?.status ?? ('active' as Product['status']),
  min_stock: product?.min_stock ?? (null as number | null),
  max_stock: product?.max_stock ?? (null as number | null),
  reorder_quantity: product?.reorder_quantity ?? (null as number | null),
  barcodes: product ? product.barcodes.map(({ code }) => code).join('\n') : barcode,
})
export type Values = ReturnType<typeof valuesOf>

type Body = Omit<Changes, 'name' | 'price'> & { name: string; price: number }

/** What the wire wants; an empty word is left out or null, a known barcode keeps the units of its pack. */
export function bodyOf(values: Values, known: Product['barcodes'] = []): Body {
  return {
    ...(values.sku.trim() ? { sku: values.sku.trim() } : {}),
    name: values.name.trim(),
    description: values.description.trim() || null,
    category_id: values.category_id || null,
    ...(values.unit.trim() ? { unit: values.unit.trim() } : {}),
    price: values.price ?? 0,
    cost: values.cost,
    ...(values.tax_class ? { tax_class: values.tax_class } : {}),
    status: values.status,
    ...(values.kind === 'good' ? shelfOf(values, known) : {}),
  }
}

/** What only goods have: a service stands on no shelf. */
function shelfOf(values: Values, known: Product['barcodes']) {
  const packs = new Map(known.map(({ code, pack_quantity }) => [code, pack_quantity]))
  const codes = values.barcodes.split(/\s+/).filter(Boolean)
  return {
    decimals: Number(values.decimals),
    min_stock: values.min_stock,
    max_stock: values.max_stock,
    reorder_quantity: values.reorder_quantity,
    barcodes: codes.map((code) => ({ code, pack_quantity: packs.get(code) ?? 1 })),
  }
}

/** Only what differs from where the edit started, so that nobody's other change is written over. */
export function changesSince(start: Values, values: Values, known: Product['barcodes']): Changes {
  const before: Record<string, unknown> = bodyOf(start, known)
  const now = Object.entries(bodyOf(values, known))
  return Object.fromEntries(now.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])))
}
