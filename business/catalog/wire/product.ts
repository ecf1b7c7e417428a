import { z } from 'zod'
import {
  Flag,
  Id,
  IdList,
  Instant,
  line,
  MinorNotNegative,
  MinorOut,
  PageQuery,
  paragraph,
  QuantityNotNegative,
  QuantityOut,
  QuantityPositive,
} from '#platform/units'

export const ProductKind = z.enum(['good', 'service'])
export type ProductKind = z.infer<typeof ProductKind>
export const ProductStatus = z.enum(['active', 'inactive', 'discontinued'])
export type ProductStatus = z.infer<typeof ProductStatus>

export const BARCODES_MAX = 20
/** A code as a scanner sends it: visible ASCII, no spaces. */
export const BarcodeText = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,48}$/, { error: 'product.barcode_characters' })
/** `"7802800534012"`, or with the number of units that one scan means. */
const BarcodeIn = z.union([
  BarcodeText.transform((code) => ({ code, pack_quantity: 1 })),
  z.strictObject({ code: BarcodeText, pack_quantity: QuantityPositive.default(1) }),
])
const BarcodeOut = z.object({ code: z.string(), pack_quantity: QuantityOut })

const Sku = line(64).regex(/^\S+$/, { error: 'product.sku_spaces' })
const Decimals = z.union([z.int(), z.string().regex(/^\d$/).transform(Number)]).refine((n) => n >= 0 && n <= 3)
/** The option values of a variant by option name: `{ "Talla": "M" }`. */
const Options = z.record(line(40), line(60))

/** What may be given at creation and changed later; the predecessors' names and number strings are understood. */
const Fields = z.strictObject({
  sku: Sku.optional(),
  name: line(200).optional(),
  description: paragraph(4000).nullable().optional(),
  category_id: Id.nullable().optional(),
  supplier_id: Id.nullable().optional(),
  unit: line(12).optional(),
  decimals: Decimals.optional(),
  price: MinorNotNegative.optional(),
  cost: MinorNotNegative.nullable().optional(),
  tax_class: z
    .string()
    .regex(/^[a-z_]{1,30}$/)
    .optional(),
  status: ProductStatus.optional(),
  image_file_id: Id.nullable().optional(),
  min_stock: QuantityNotNegative.nullable().optional(),
  max_stock: QuantityNotNegative.nullable().optional(),
  reorder_quantity: QuantityPositive.nullable().optional(),
  barcodes: z.array(BarcodeIn).max(BARCODES_MAX).optional(),
  /** The predecessors' names of `category_id`, `supplier_id` and a single barcode. */
  category: Id.nullable().optional(),
  supplier: Id.nullable().optional(),
  barcode: BarcodeText.optional(),
})

type Named = Pick<z.output<typeof Fields>, 'category_id' | 'supplier_id' | 'barcodes'>
type OldNames = Pick<z.output<typeof Fields>, 'category' | 'supplier' | 'barcode'>

/** The fields that the predecessors named otherwise, under our names; ours win. */
function renamed({ category, supplier, barcode }: OldNames, ours: Named): Named {
  return {
    category_id: ours.category_id === undefined ? category : ours.category_id,
    supplier_id: ours.supplier_id === undefined ? supplier : ours.supplier_id,
    barcodes: ours.barcodes ?? (barcode === undefined ? undefined : [{ code: barcode, pack_quantity: 1 }]),
  }
}

/** Without a `sku` the shop gives the next code of its own. */
export const NewProduct = Fields.extend({
  id: Id.optional(),
  name: line(200),
  kind: ProductKind.default('good'),
  price: MinorNotNegative,
  family_id: Id.optional(),
  options: Options.optional(),
}).transform(({ category, supplier, barcode, ...rest }) => ({
  ...rest,
  ...renamed({ category, supplier, barcode }, rest),
}))
export type NewProduct = z.output<typeof NewProduct>

export const ProductChanges = Fields.transform(({ category, supplier, barcode, ...rest }) => ({
  ...rest,
  ...renamed({ category, supplier, barcode }, rest),
}))
export type ProductChanges = z.output<typeof ProductChanges>

export const Product = z.object({
  id: Id,
  sku: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  kind: ProductKind,
  category_id: Id.nullable(),
  category: z.string().nullable(),
  supplier_id: Id.nullable(),
  unit: z.string(),
  decimals: z.int(),
  price: MinorOut,
  /** These three are absent without `costs.see`; null is unknown. */
  cost: MinorOut.nullable().optional(),
  margin_basis_points: z.int().nullable().optional(),
  markup_basis_points: z.int().nullable().optional(),
  tax_class: z.string(),
  status: ProductStatus,
  image_file_id: Id.nullable(),
  min_stock: QuantityOut.nullable(),
  max_stock: QuantityOut.nullable(),
  reorder_quantity: QuantityOut.nullable(),
  barcodes: z.array(BarcodeOut),
  family_id: Id.nullable(),
  options: z.record(z.string(), z.string()),
  version: z.int(),
  created_at: Instant,
  updated_at: Instant,
  archived_at: Instant.nullable(),
})
export type Product = z.infer<typeof Product>

const MinorText = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)

/** What narrows a list of products, the same for the page, the export and the bulk edit. */
export const ProductFilter = z.object({
  q: z.string().trim().max(200).optional(),
  /** The predecessor's name of `q`. */
  search: z.string().trim().max(200).optional(),
  /** Includes the categories below it. */
  category_id: Id.optional(),
  category: Id.optional(),
  supplier_id: Id.optional(),
  family_id: Id.optional(),
  ids: IdList.optional(),
  sku: line(64).optional(),
  barcode: BarcodeText.optional(),
  kind: ProductKind.optional(),
  status: ProductStatus.optional(),
  tax_class: z.string().max(30).optional(),
  archived: Flag.optional(),
  price_min: MinorText.optional(),
  price_max: MinorText.optional(),
  /** These need `costs.see`: a filter that answers would tell the cost. */
  cost_min: MinorText.optional(),
  cost_max: MinorText.optional(),
  without_cost: Flag.optional(),
})
export type ProductFilter = z.output<typeof ProductFilter>

export const ProductQuery = ProductFilter.extend(PageQuery.omit({ q: true }).shape)
export type ProductQuery = z.output<typeof ProductQuery>

/** A code that was scanned: the product and how many units the code means. */
export const Scanned = z.object({ product: Product, pack_quantity: QuantityOut })

/** What a till keeps of a product to sell it without asking again: neither cost nor stock. */
export const Coded = z.object({
  id: Id,
  sku: z.string(),
  name: z.string(),
  kind: ProductKind,
  unit: z.string(),
  decimals: z.int(),
  price: MinorOut,
  barcodes: z.array(BarcodeOut),
})
export type Coded = z.infer<typeof Coded>
/** `cursor` is where the page before ended. */
export const CodesQuery = z.strictObject({ cursor: Id.optional() })

export const Period = z.object({
  amount: MinorOut,
  valid_from: Instant,
  valid_to: Instant.nullable(),
  author_id: Id.nullable(),
  author_name: z.string(),
})
export type Period = z.infer<typeof Period>
