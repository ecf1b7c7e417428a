import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { type Barcode, codeKey } from '../barcode.ts'
import type { StoredProduct } from '../commands/lock-product.ts'
import type { Values } from '../commands/write-changes.ts'
import { assertLevels, changedFields } from '../product.ts'
import { refuse } from '../refusals.ts'
import type { NewProduct } from '../wire/product.ts'
import { fold, type KnownProduct, type KnownThings, pathKey, productOf } from './known-things.ts'
import type { Given } from './read-row.ts'

/** What a row will do. A category that is not there yet is made when the row is applied. */
export type Intent =
  | { readonly outcome: 'created'; readonly input: Omit<NewProduct, 'category_id'>; readonly given: Given }
  | {
      readonly outcome: 'changed'
      readonly product: StoredProduct
      readonly values: Values
      /** Codes the product does not have yet; what the file does not name stays. */
      readonly added: readonly string[]
      readonly given: Given
    }
  | { readonly outcome: 'unchanged' }

/** Judges one row against what the shop knows. Throws the refusal that a person must read. */
export function judgeRow(ctx: Ctx, known: KnownThings, given: Given): Intent {
  const product = productOf(known, given)
  assertCodes(known, given, product?.id)
  if (given.cost_minor !== null && !can(ctx.actor, 'costs.see')) throw refuse.costForbidden()
  const references = referencesOf(known, given)
  return product ? change(ctx, known, { given, product, references }) : creation(ctx, given, references)
}

function assertCodes({ taken }: KnownThings, given: Given, product_id: string | undefined): void {
  const keys = new Set(given.barcodes.map(({ code }) => codeKey(code)))
  const clash = taken.find(
    (one) =>
      one.product_id !== product_id && (one.as === 'barcode' ? keys.has(codeKey(one.given)) : one.given === given.sku),
  )
  if (!clash) return
  const details = { product_id: clash.product_id }
  if (clash.as === 'sku') throw refuse.skuTaken({ sku: clash.given, name: clash.name }, { details })
  throw refuse.barcodeTaken({ code: clash.given, name: clash.name }, { details })
}

type References = { supplier_id: string | undefined; tax_class: string | undefined }

function referencesOf({ suppliers, tax_classes }: KnownThings, { supplier, tax_class }: Given): References {
  const supplier_id = supplier === null ? undefined : suppliers.get(fold(supplier))
  if (supplier !== null && supplier_id === undefined) throw refuse.unknownSupplier({ supplier })
  const found = tax_class === null ? undefined : tax_classes.get(fold(tax_class))
  if (tax_class !== null && found === undefined)
    throw refuse.unknownTaxClass({ tax_class, allowed: [...new Set(tax_classes.values())].join(', ') })
  return { supplier_id, tax_class: found }
}

function creation(ctx: Ctx, given: Given, references: References): Intent {
  const { name, price_minor } = given
  if (name === null) throw refuse.importBadCell({ column: 'name' })
  if (price_minor === null) throw refuse.importNoPrice()
  if (!can(ctx.actor, 'prices.edit')) throw refuse.priceForbidden()
  const kind = given.kind ?? 'good'
  assertLevels({ ...given, kind, decimals: given.decimals ?? 0 })
  const input = {
    ...defined(given, ['sku', 'unit', 'decimals', 'description', 'min_stock', 'max_stock'] as const),
    ...(given.cost_minor === null ? {} : { cost: given.cost_minor }),
    supplier_id: references.supplier_id,
    tax_class: references.tax_class,
    name,
    kind,
    price: price_minor,
    barcodes: [...given.barcodes],
  }
  return { outcome: 'created', input, given }
}

type Matched = { given: Given; product: KnownProduct; references: References }

function change(ctx: Ctx, known: KnownThings, { given, product, references }: Matched): Intent {
  const values: Values = {
    ...defined(given, ['name', 'unit', 'decimals', 'description', 'min_stock', 'max_stock'] as const),
    ...defined(given, ['price_minor', 'cost_minor'] as const),
    ...references,
  }
  assertChange(product, given, values)
  const fields = changedFields<Values>(product, values)
  if (fields.includes('price_minor') && !can(ctx.actor, 'prices.edit')) throw refuse.priceForbidden()
  const { category_path } = given
  const moves = category_path.length > 0 && known.categories.get(pathKey(category_path)) !== product.category_id
  const added = newCodes(product.codes, given.barcodes)
  const differs = fields.length > 0 || added.length > 0 || moves || product.archived_at !== null
  return differs ? { outcome: 'changed', product, values, added, given } : { outcome: 'unchanged' }
}

function assertChange(product: KnownProduct, given: Given, values: Values): void {
  if (given.kind !== null && given.kind !== product.kind) throw refuse.importBadCell({ column: 'kind' })
  const decimals = values.decimals ?? product.decimals
  if (decimals < product.decimals) throw refuse.decimalsLowered()
  assertLevels({
    kind: product.kind,
    decimals,
    min_stock: values.min_stock ?? product.min_stock,
    max_stock: values.max_stock ?? product.max_stock,
  })
}

function newCodes(codes: readonly string[], barcodes: readonly Barcode[]): string[] {
  const known = new Set(codes.map(codeKey))
  return barcodes.map(({ code }) => code).filter((code) => !known.has(codeKey(code)))
}

/** The cells that say something. */
function defined<K extends keyof Given>(given: Given, names: readonly K[]): { [N in K]?: NonNullable<Given[N]> } {
  const entries = names.filter((name) => given[name] !== null).map((name) => [name, given[name]])
  return Object.fromEntries(entries) as { [N in K]?: NonNullable<Given[N]> }
}
