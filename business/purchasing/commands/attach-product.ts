import { sellablesById } from '#catalog'
import { assertCan, can } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { offerChanged } from '../events.ts'
import { supplierById } from '../queries/offers.ts'
import {
  insertOffer,
  keepPrice,
  lockOffer,
  lockUnknownCode,
  resolveUnknownCode,
  stepBack,
  updateOffer,
  setTerms as writeTerms,
} from '../records.ts'
import { refuseOffer, refuseReorder } from '../refusals.ts'
import type { AttachProduct, EditOffer, ResolveCode, SetTerms } from '../wire.ts'

/** Writes down what was agreed with a supplier. */
export async function setTerms(ctx: Ctx, id: string, change: SetTerms): Promise<void> {
  await transact(ctx, async (tx) => {
    const supplier = await supplierById(tx, id)
    await writeTerms(tx, supplier.id, change)
    tx.audit({
      action: 'supplier.terms_changed',
      thing: 'person',
      thing_id: supplier.id,
      label: supplier.name,
      after: change,
    })
    await tx.emit(offerChanged({ supplier_id: supplier.id }))
  })
}

/** Says that a supplier sells a product. The first offer of a product is the preferred one. Gives the offer's id. */
export async function attachProduct(ctx: Ctx, supplier_id: string, input: AttachProduct): Promise<string> {
  assertCan(ctx.actor, 'costs.see')
  return transact(ctx, async (tx) => {
    const supplier = await supplierById(tx, supplier_id)
    await boughtProduct(tx, input.product_id)
    const id = input.id ?? newId()
    const is_preferred = input.is_preferred ?? !(await hasPreferred(tx, input.product_id))
    if (is_preferred) await stepBack(tx, input.product_id)
    const { product_id, supplier_code, supplier_name, pack_size, pack_cost_minor, minimum_quantity } = input
    const offer = { id, product_id, pack_size, pack_cost_minor, minimum_quantity, is_preferred }
    await insertOffer(tx, {
      ...offer,
      supplier_id: supplier.id,
      supplier_code: supplier_code ?? null,
      supplier_name: supplier_name ?? null,
      lead_time_days: input.lead_time_days ?? null,
      updated_at: tx.now(),
      updated_by: tx.actor.id,
    })
    await keepPrice(tx, offer, 'hand')
    tx.audit({ action: 'offer.created', thing: 'offer', thing_id: id, label: supplier.name, after: offer })
    await tx.emit(offerChanged({ supplier_id: supplier.id }))
    return id
  })
}

/** Changes how a supplier sells a product; a new price opens the next stretch of its history. */
export async function editOffer(ctx: Ctx, supplier_id: string, id: string, change: EditOffer): Promise<void> {
  if (change.pack_cost_minor !== undefined && !can(ctx.actor, 'costs.see')) throw refuseOffer.costForbidden()
  await transact(ctx, async (tx) => {
    const supplier = await supplierById(tx, supplier_id)
    const before = await lockOffer(tx, supplier.id, id)
    if (change.is_preferred === true && !before.is_preferred) await stepBack(tx, before.product_id)
    await updateOffer(tx, id, change)
    const after = { id, pack_size: before.pack_size, pack_cost_minor: before.pack_cost_minor, ...priceOf(change) }
    if (after.pack_size !== before.pack_size || after.pack_cost_minor !== before.pack_cost_minor) {
      await keepPrice(tx, after, 'hand')
    }
    tx.audit({ action: 'offer.changed', thing: 'offer', thing_id: id, label: supplier.name, before, after: change })
    await tx.emit(offerChanged({ supplier_id: supplier.id }))
  })
}

function priceOf({ pack_size, pack_cost_minor }: EditOffer) {
  return {
    ...(pack_size === undefined ? {} : { pack_size }),
    ...(pack_cost_minor === undefined ? {} : { pack_cost_minor }),
  }
}

/** The supplier sells it no more. */
export async function detachProduct(ctx: Ctx, supplier_id: string, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const supplier = await supplierById(tx, supplier_id)
    const before = await lockOffer(tx, supplier.id, id)
    await updateOffer(tx, id, { archived_at: tx.now(), is_preferred: false })
    tx.audit({ action: 'offer.archived', thing: 'offer', thing_id: id, label: supplier.name, before })
    await tx.emit(offerChanged({ supplier_id: supplier.id }))
  })
}

/** Says which product a code of a price list means: it becomes an offer at the listed price; or it is left aside. */
export async function resolveCode(ctx: Ctx, supplier_id: string, code_id: string, given: ResolveCode): Promise<void> {
  await transact(ctx, async (tx) => {
    const supplier = await supplierById(tx, supplier_id)
    const code = await lockUnknownCode(tx, supplier.id, code_id)
    const product_id = 'product_id' in given ? given.product_id : null
    await resolveUnknownCode(tx, code.id, product_id)
    if (product_id !== null) {
      const { supplier_code, pack_size, pack_cost_minor, minimum_quantity, lead_time_days } = code
      const offer = { supplier_code, supplier_name: code.description, pack_size, pack_cost_minor, minimum_quantity }
      await attachProduct(tx, supplier.id, { ...offer, product_id, lead_time_days })
    }
    tx.audit({
      action: 'unknown_code.resolved',
      thing: 'person',
      thing_id: supplier.id,
      label: code.supplier_code,
      after: { product_id },
    })
  })
}

/** A product that can be bought by the unit. */
async function boughtProduct(tx: Tx, product_id: string) {
  const product = (await sellablesById(tx, [product_id])).get(product_id)
  if (!product) throw refuseReorder.unknownProduct({ product_id })
  if (!product.tracks_stock) throw refuseReorder.notTracked({ name: product.name })
  return product
}

async function hasPreferred(tx: Tx, product_id: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('purchasing.offer')
    .select('id')
    .where('product_id', '=', product_id)
    .where('is_preferred', '=', true)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
