import { sql } from 'kysely'
import { seesStore, seesWarehouse } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { gather } from '#platform/database/gather'
import { pageOfQuery } from '#platform/database/page'
import { say } from '#platform/text'
import type { Page } from '#platform/units'
import { findBusiness } from './business.ts'
import { countryPack } from './countries/countries.ts'
import { FEATURES, featureNames, isFeatureOn } from './features.ts'
import { refuseBusiness, refuseStore, refuseTill, refuseWarehouse } from './refusals.ts'
import type { PlacesQuery, Store, Till, Warehouse } from './wire/places.ts'
import type { Settings } from './wire/settings.ts'

/** The settings as a screen wants them: with what the country fixes, in the caller's language. */
export async function settingsOf(ctx: Ctx): Promise<Settings> {
  const business = await findBusiness(ctx)
  if (!business) throw refuseBusiness.notSetUp()
  const pack = countryPack(business.country)
  const { language } = ctx.request
  return {
    ...business,
    tax_id_text: business.tax_id && pack.formatTaxId(business.tax_id),
    country_name: pack.name[language],
    currency_decimals: pack.currency_decimals,
    amount_format: pack.amount_format,
    phone_prefix: pack.phone_prefix,
    tax_name: pack.tax_name,
    tax_id_name: pack.tax_id_name,
    tax_classes: pack.tax_classes.map((one) => ({ ...one, says: say(one.says, language) })),
    document_kinds: [...pack.document_kinds],
  }
}

export async function featuresOf(ctx: Ctx) {
  return Promise.all(
    featureNames.map(async (name) => ({
      name,
      says: say(FEATURES[name], ctx.request.language),
      is_on: await isFeatureOn(ctx, name),
    })),
  )
}

// ── stores ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The open stores that the actor may see, by name. */
export async function storesOf(ctx: Ctx): Promise<Store[]> {
  return storeRows(ctx).where('archived_at', 'is', null).orderBy('name').execute()
}

export async function storeById(ctx: Ctx, id: string): Promise<Store> {
  const row = await storeRows(ctx).where('id', '=', id).executeTakeFirst()
  if (!row) throw refuseStore.notFound({ id })
  return row
}

export async function listStores(ctx: Ctx, query: Omit<PlacesQuery, 'store_id'>): Promise<Page<Store>> {
  let rows = storeRows(ctx).where('archived_at', query.archived ? 'is not' : 'is', null)
  if (query.q) rows = rows.where(matches(query.q))
  return pageOfQuery(rows, query, { ...byName, actor: ctx.actor })
}

function storeRows(ctx: Ctx) {
  const rows = ctx.db
    .selectFrom('company.store')
    .select(['id', 'code', 'name', 'address', 'commune', 'city', 'phone', 'email'])
    .select(['version', 'created_at', 'archived_at'])
  const { store_ids } = ctx.actor
  return store_ids ? rows.where('id', '=', sql<string>`any(${[...store_ids]}::uuid[])`) : rows
}

// ── warehouses ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The warehouses in use that the actor may see, by name. */
export async function warehousesOf(ctx: Ctx): Promise<Warehouse[]> {
  return warehouseRows(ctx).where('archived_at', 'is', null).orderBy('name').execute()
}

/** One warehouse, also an archived one; one that the actor may not see does not exist for them (404). */
export async function warehouseById(ctx: Ctx, id: string): Promise<Warehouse> {
  const row = (await warehousesById(ctx, [id])).get(id)
  if (!row || !isSeen(ctx, row)) throw refuseWarehouse.notFound({ id })
  return row
}

const isSeen = ({ actor }: Ctx, { id, store_id }: Warehouse) => seesStore(actor, store_id) && seesWarehouse(actor, id)

const warehousesById = gather<Warehouse>(async ({ db }, ids) => {
  const rows = await db
    .selectFrom('company.warehouse')
    .select(warehouseColumns)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
})

const defaultWarehouses = gather<Warehouse>(async ({ db }, store_ids) => {
  const rows = await db
    .selectFrom('company.warehouse')
    .select(warehouseColumns)
    .where('store_id', '=', sql<string>`any(${store_ids}::uuid[])`)
    .where('is_default', '=', true)
    .execute()
  return new Map(rows.map((row) => [row.store_id, row]))
})

/** The warehouse from which a store sells unless told otherwise. */
export async function defaultWarehouse(ctx: Ctx, store_id: string): Promise<Warehouse> {
  if (!seesStore(ctx.actor, store_id)) throw refuseStore.notFound({ id: store_id })
  const row = (await defaultWarehouses(ctx, [store_id])).get(store_id)
  if (!row || !isSeen(ctx, row)) throw refuseWarehouse.notFound({ store_id })
  return row
}

export async function listWarehouses(ctx: Ctx, query: PlacesQuery): Promise<Page<Warehouse>> {
  let rows = warehouseRows(ctx).where('archived_at', query.archived ? 'is not' : 'is', null)
  if (query.store_id) rows = rows.where('store_id', '=', query.store_id)
  if (query.q) rows = rows.where(matches(query.q))
  return pageOfQuery(rows, query, { ...byName, actor: ctx.actor })
}

const warehouseColumns = [
  'id',
  'store_id',
  'code',
  'name',
  'location',
  'description',
  'capacity',
  'is_default',
  'version',
  'created_at',
  'archived_at',
] as const

function warehouseRows(ctx: Ctx) {
  const { store_ids, warehouse_ids } = ctx.actor
  let rows = ctx.db.selectFrom('company.warehouse').select(warehouseColumns)
  if (store_ids) rows = rows.where('store_id', '=', sql<string>`any(${[...store_ids]}::uuid[])`)
  if (warehouse_ids) rows = rows.where('id', '=', sql<string>`any(${[...warehouse_ids]}::uuid[])`)
  return rows
}

// ── tills ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One till, also an archived one; one of a store that the actor may not see does not exist for them (404). */
export async function tillById(ctx: Ctx, id: string): Promise<Till> {
  const row = await tillRows(ctx).where('id', '=', id).executeTakeFirst()
  if (!row) throw refuseTill.notFound({ id })
  return row
}

export async function listTills(ctx: Ctx, query: PlacesQuery): Promise<Page<Till>> {
  let rows = tillRows(ctx).where('archived_at', query.archived ? 'is not' : 'is', null)
  if (query.store_id) rows = rows.where('store_id', '=', query.store_id)
  if (query.q) rows = rows.where(sql<boolean>`position(platform.fold(${query.q}) in platform.fold(name)) > 0`)
  return pageOfQuery(rows, query, { ...byName, actor: ctx.actor })
}

function tillRows(ctx: Ctx) {
  const { store_ids, warehouse_ids } = ctx.actor
  let rows = ctx.db
    .selectFrom('company.till')
    .select(['id', 'store_id', 'warehouse_id', 'name', 'version', 'created_at', 'archived_at'])
  if (store_ids) rows = rows.where('store_id', '=', sql<string>`any(${[...store_ids]}::uuid[])`)
  if (warehouse_ids) rows = rows.where('warehouse_id', '=', sql<string>`any(${[...warehouse_ids]}::uuid[])`)
  return rows
}

const matches = (q: string) => sql<boolean>`position(platform.fold(${q}) in platform.fold(code || ' ' || name)) > 0`

const byName = {
  sorts: {
    name: { by: sql`name`, cast: 'text' },
    created_at: { by: sql`created_at`, cast: 'timestamptz' },
  },
  sort: 'name',
  id: sql`id`,
} as const
