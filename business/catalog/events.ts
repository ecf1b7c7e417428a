import { z } from 'zod'
import { fact } from '#platform/facts/fact'
import { Id, MinorOut } from '#platform/units'

const may = { may: 'products.see' }
const Named = z.object({ product_id: Id, sku: z.string(), name: z.string() })

export const productCreated = fact('product.created', Named, may)
/** Names the fields that changed, never their values: a cost must not travel on the feed. */
export const productChanged = fact('product.changed', Named.extend({ fields: z.array(z.string()) }), may)
/** Asked before it happens: whoever still needs the product refuses in its reaction. */
export const productArchiving = fact('product.archiving', Named, may)
export const productArchived = fact('product.archived', Named, may)
export const productRestored = fact('product.restored', Named, may)
export const priceChanged = fact('product.price_changed', Named.extend({ price: MinorOut, before: MinorOut }), may)
export const categoryChanged = fact('category.changed', z.object({ category_id: Id, name: z.string() }), may)

export const facts = [
  productCreated,
  productChanged,
  productArchiving,
  productArchived,
  productRestored,
  priceChanged,
  categoryChanged,
]
