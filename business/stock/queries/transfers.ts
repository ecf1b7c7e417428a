import { sql } from 'kysely'
import { can, seesWarehouse } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import { refuse } from '../refusals.ts'
import { nextTransferActs } from '../transfer.ts'
import { type TransferOut, type TransferQuery, TransferStatus, TransferSummary } from '../transfer-shapes.ts'
import { hasWords, productColumn, visibleTo } from './places.ts'

const end = (alias: 'f' | 'd') => sql<{ id: string; code: string; name: string }>`
  jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'code', ${sql.ref(`${alias}.code`)}, 'name', ${sql.ref(`${alias}.name`)})`

/** Whoever works at either end sees a transfer, and what the other end is called. */
function transferRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('stock.transfer as t')
    .innerJoin('company.warehouse as f', 'f.id', 't.from_warehouse_id')
    .innerJoin('company.warehouse as d', 'd.id', 't.to_warehouse_id')
    .where(sql<boolean>`exists (
      select from company.warehouse w where w.id in (t.from_warehouse_id, t.to_warehouse_id) and ${visibleTo(ctx.actor)})`)
    .select(['t.id', 't.number', 't.status', end('f').as('from_warehouse'), end('d').as('to_warehouse')])
    .select(['t.lines', 't.units', 't.note', 't.created_at', 't.created_by_name', 't.sent_at', 't.sent_by_name'])
    .select(['t.received_at', 't.received_by_name', 't.cancelled_at', 't.cancelled_by_name', 't.cancel_reason'])
    .select('t.version')
}

export async function listTransfers(ctx: Ctx, query: TransferQuery) {
  const rows = transferRows(ctx)
    .$if(query.status !== undefined, (q) => q.where('t.status', '=', query.status ?? ''))
    .$if(query.warehouse_id !== undefined, (q) =>
      q.where(sql<boolean>`${query.warehouse_id}::uuid in (t.from_warehouse_id, t.to_warehouse_id)`),
    )
    .$if(query.product_id !== undefined, (q) =>
      q.where(sql<boolean>`exists (
        select from stock.transfer_line i where i.transfer_id = t.id and i.product_id = ${query.product_id}::uuid)`),
    )
    .$if(query.q !== undefined, (q) => q.where(matches(query.q ?? '')))
  const page = await pageOfQuery(rows, query, {
    sorts: {
      created_at: { by: sql`t.created_at`, cast: 'timestamptz', indexed: true },
      number: { by: sql`t.number`, cast: 'bigint' },
    },
    sort: '-created_at',
    id: sql`t.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => TransferSummary.parse(row)) }
}

/** Its number, or words of a product that it carries. */
const matches = (q: string) => sql<boolean>`(t.number::text = ${q.replace(/^t-/i, '')} or exists (
  select from stock.transfer_line i join catalog.product p on p.id = i.product_id
  where i.transfer_id = t.id and ${hasWords(q)}))`

export async function transferById(ctx: Ctx, id: string): Promise<TransferOut> {
  const row = await transferRows(ctx).where('t.id', '=', id).executeTakeFirst()
  if (!row) throw refuse.transferNotFound({ id })
  const status = TransferStatus.parse(row.status)
  const works = {
    at_from: seesWarehouse(ctx.actor, row.from_warehouse.id) && (await isVisible(ctx, row.from_warehouse.id)),
    at_to: seesWarehouse(ctx.actor, row.to_warehouse.id) && (await isVisible(ctx, row.to_warehouse.id)),
  }
  return { ...row, status, items: await itemsOf(ctx, id), next: nextTransferActs(status, works) }
}

/** Whether the actor works in this warehouse, by its store as well as by name. */
export async function isVisible(ctx: Ctx, warehouse_id: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('company.warehouse as w')
    .where('w.id', '=', warehouse_id)
    .where(visibleTo(ctx.actor))
    .select('w.id')
    .executeTakeFirst()
  return row !== undefined
}

async function itemsOf(ctx: Ctx, id: string): Promise<TransferOut['items']> {
  return ctx.db
    .selectFrom('stock.transfer_line as i')
    .innerJoin('stock.transfer as t', 't.id', 'i.transfer_id')
    .innerJoin('catalog.product as p', 'p.id', 'i.product_id')
    .leftJoin('stock.level as l', (join) =>
      join.onRef('l.product_id', '=', 'i.product_id').onRef('l.warehouse_id', '=', 't.from_warehouse_id'),
    )
    .where('i.transfer_id', '=', id)
    .orderBy('i.position')
    .select([productColumn, 'p.decimals', 'i.quantity', 'i.received', 'i.reason'])
    .select(
      sql<number | null>`case when t.status = 'draft' then coalesce(l.on_hand - l.reserved, 0) end`.as('available'),
    )
    .$if(can(ctx.actor, 'costs.see'), (q) => q.select('i.cost_minor'))
    .execute()
}
