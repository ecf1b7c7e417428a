import { sql } from 'kysely'
import { type Party, partyById } from '#contacts'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { purchasingContract } from '../contract.ts'
import { unitCostOf } from '../pack.ts'
import { refuseOffer } from '../refusals.ts'
import type { OfferOut, TermsOut, UnknownCodeOut } from '../wire.ts'
import { productRef } from './columns.ts'

type OffersQuery = QueryOf<(typeof purchasingContract)['GET /api/suppliers/:id/products']>
type CodesQuery = QueryOf<(typeof purchasingContract)['GET /api/suppliers/:id/unknown-codes']>

/** The supplier, through the record that stays; refuses a party that is none. */
export async function supplierById(ctx: Ctx, id: string): Promise<Party> {
  const party = await partyById(ctx, id)
  if (party.merged_into_id !== null) return supplierById(ctx, party.merged_into_id)
  if (!party.is_supplier) throw refuseOffer.notASupplier({ name: party.name })
  return party
}

/** What was agreed; a supplier with whom nothing was has no minimum and no freight. */
export async function termsOf(ctx: Ctx, supplier_id: string): Promise<TermsOut> {
  const row = await ctx.db
    .selectFrom('purchasing.terms')
    .select(['supplier_id', 'minimum_minor', 'freight_minor', 'free_freight_minor', 'lead_time_days'])
    .select(['order_email', 'notes', 'version'])
    .where('supplier_id', '=', supplier_id)
    .executeTakeFirst()
  return row ?? { supplier_id, ...nothingAgreed }
}

const nothingAgreed = {
  minimum_minor: 0,
  freight_minor: 0,
  free_freight_minor: null,
  lead_time_days: null,
  order_email: null,
  notes: null,
  version: 0,
}

function offerRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('purchasing.offer as o')
    .innerJoin('contacts.party as s', 's.id', 'o.supplier_id')
    .innerJoin('catalog.product as p', 'p.id', 'o.product_id')
    .where('o.archived_at', 'is', null)
    .select([
      'o.id',
      sql<{ id: string; name: string }>`jsonb_build_object('id', s.id, 'name', s.name)`.as('supplier'),
      productRef.as('product'),
    ])
    .select(['o.supplier_code', 'o.supplier_name', 'o.pack_size', 'o.pack_cost_minor', 'o.minimum_quantity'])
    .select(['o.lead_time_days', 'o.is_preferred', 'o.version', 'o.updated_at'])
}

type OfferFound = Awaited<ReturnType<ReturnType<typeof offerRows>['execute']>>[number]

/** As the actor may see it: what things cost is absent without `costs.see`. */
function shown(ctx: Ctx, { pack_cost_minor, ...row }: OfferFound): OfferOut {
  if (!can(ctx.actor, 'costs.see')) return row
  return { ...row, pack_cost_minor, unit_cost_minor: unitCostOf({ pack_size: row.pack_size, pack_cost_minor }) }
}

export async function listOffers(ctx: Ctx, supplier_id: string, query: OffersQuery) {
  const supplier = await supplierById(ctx, supplier_id)
  let rows = offerRows(ctx).where('o.supplier_id', '=', supplier.id)
  if (query.q) {
    const like = `%${query.q.replace(/[%_\\]/g, '\\$&')}%`
    rows = rows.where(
      sql<boolean>`(p.search like platform.fold(${like}) or o.code_key like lower(${like}) or platform.fold(o.supplier_name) like platform.fold(${like}))`,
    )
  }
  const page = await pageOfQuery(rows, query, {
    sorts: {
      name: { by: sql`p.name_key`, cast: 'text' },
      supplier_code: { by: sql`o.code_key`, cast: 'text' },
      updated_at: { by: sql`o.updated_at`, cast: 'timestamptz' },
      pack_cost_minor: { by: sql`o.pack_cost_minor`, cast: 'bigint', may: 'costs.see' },
    },
    sort: 'name',
    id: sql`o.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => shown(ctx, row)) }
}

export async function offerById(ctx: Ctx, id: string): Promise<OfferOut> {
  const row = await offerRows(ctx).where('o.id', '=', id).executeTakeFirst()
  if (!row) throw refuseOffer.notFound()
  return shown(ctx, row)
}

/** Who sells a product: the preferred one first, then the cheapest by the unit. */
export async function suppliersOf(ctx: Ctx, product_id: string): Promise<OfferOut[]> {
  const rows = await offerRows(ctx)
    .where('o.product_id', '=', product_id)
    .orderBy('o.is_preferred', 'desc')
    .orderBy(sql`o.pack_cost_minor / o.pack_size`)
    .limit(100)
    .execute()
  return rows.map((row) => shown(ctx, row))
}

const GUESSES_MAX = 3

/** Codes that wait for their product; for each the products whose words are most alike. */
export async function listUnknownCodes(ctx: Ctx, supplier_id: string, query: CodesQuery) {
  const supplier = await supplierById(ctx, supplier_id)
  const guesses = sql<UnknownCodeOut['guesses']>`coalesce((
    select jsonb_agg(g.product) from (
      select ${productRef} as product from catalog.product p
      where p.archived_at is null and p.kind = 'good' and u.resolved_at is null
        and public.word_similarity(platform.fold(coalesce(u.description, u.supplier_code)), p.search) > 0.3
      order by public.word_similarity(platform.fold(coalesce(u.description, u.supplier_code)), p.search) desc, p.id
      limit ${GUESSES_MAX}
    ) g), '[]'::jsonb)`
  const rows = ctx.db
    .selectFrom('purchasing.unknown_code as u')
    .where('u.supplier_id', '=', supplier.id)
    .where('u.resolved_at', query.resolved ? 'is not' : 'is', null)
    .select(['u.id', 'u.supplier_code', 'u.description', 'u.pack_size', 'u.minimum_quantity', 'u.lead_time_days'])
    .select(['u.seen_at', 'u.resolved_at', 'u.is_ignored', guesses.as('guesses')])
    .$if(can(ctx.actor, 'costs.see'), (q) => q.select('u.pack_cost_minor'))
  return pageOfQuery(rows, query, {
    sorts: {
      seen_at: { by: sql`u.seen_at`, cast: 'timestamptz' },
      supplier_code: { by: sql`u.code_key`, cast: 'text' },
    },
    sort: 'supplier_code',
    id: sql`u.id`,
    actor: ctx.actor,
  })
}

/** One code after it was resolved. */
export async function unknownCodeById(ctx: Ctx, id: string): Promise<UnknownCodeOut> {
  const row = await ctx.db
    .selectFrom('purchasing.unknown_code')
    .select(['id', 'supplier_code', 'description', 'pack_size', 'minimum_quantity', 'lead_time_days'])
    .select(['seen_at', 'resolved_at', 'is_ignored'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { ...row, guesses: [] }
}
