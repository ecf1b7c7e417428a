import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { Page } from '#platform/units'
import { refuseModel } from '../refusals.ts'
import type { DeviceModel, DeviceModelQuery } from '../wire/device-model.ts'

function modelRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('catalog.device_model as m')
    .select(['m.id', 'm.device_type', 'm.brand', 'm.name', 'm.merged_into_id', 'm.created_at'])
    .select(
      sql<number>`(select count(*) from catalog.device_spelling s where s.device_model_id = m.id)`.as('spelling_count'),
    )
}

const folded = (column: string, given: string) =>
  sql<boolean>`platform.fold(${sql.ref(column)}) = platform.fold(${given})`

/** Models in use: those that were merged into another are left out. */
export async function listModels(ctx: Ctx, query: DeviceModelQuery): Promise<Page<DeviceModel>> {
  const { device_type, brand, q } = query
  let rows = modelRows(ctx).where('m.merged_into_id', 'is', null)
  if (device_type) rows = rows.where(folded('m.device_type', device_type))
  if (brand) rows = rows.where(folded('m.brand', brand))
  if (q) rows = rows.where(sql<boolean>`platform.fold(m.brand || ' ' || m.name) like '%' || platform.fold(${q}) || '%'`)
  return pageOfQuery(rows, query, {
    sorts: { name: { by: sql`platform.fold(m.brand || ' ' || m.name)`, cast: 'text' } },
    sort: 'name',
    id: sql`m.id`,
    actor: ctx.actor,
  })
}

export async function modelById(ctx: Ctx, id: string): Promise<DeviceModel> {
  const row = await modelRows(ctx).where('m.id', '=', id).executeTakeFirst()
  if (!row) throw refuseModel.notFound({ id })
  return row
}

/** The model that a spelling means, if anybody typed it before. */
export async function modelOfSpelling(ctx: Ctx, key: string): Promise<DeviceModel | null> {
  const known = await ctx.db
    .selectFrom('catalog.device_spelling')
    .select('device_model_id')
    .where('key', '=', key)
    .executeTakeFirst()
  return known ? modelById(ctx, known.device_model_id) : null
}
