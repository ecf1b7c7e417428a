import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { moneyContract } from './contract.ts'
import { asEntries, entryRows, newestFirst, within } from './queries.ts'

type Route = typeof moneyContract
type Filters = QueryOf<Route['GET /api/expenses/summary']>

/** The expenses that match, of the stores that the actor may see. */
function expensesOf(ctx: Ctx, query: Filters) {
  let rows = within(entryRows(ctx), query).where('e.kind', '=', 'expense')
  if (query.category) rows = rows.where('e.category', '=', query.category)
  if (query.till_session_id) rows = rows.where('e.till_session_id', '=', query.till_session_id)
  if (query.till_id) {
    const { till_id } = query
    rows = rows.where('e.till_session_id', 'in', (of) =>
      of.selectFrom('money.till_session').select('id').where('till_id', '=', till_id),
    )
  }
  const typed = query.q?.trim()
  if (typed) {
    const like = `%${typed.replace(/[%_\\]/g, '\\$&')}%`
    rows = rows.where((is) => is.or([is('e.category', 'ilike', like), is('e.description', 'ilike', like)]))
  }
  return rows
}

export async function listExpenses(ctx: Ctx, query: QueryOf<Route['GET /api/expenses']>) {
  return pageOfQuery(asEntries(expensesOf(ctx, query)), query, { ...newestFirst, actor: ctx.actor })
}

/** What was spent in all and on what, the dearest category first. */
export async function sumExpenses(ctx: Ctx, query: Filters) {
  const categories = await ctx.db
    .selectFrom(expensesOf(ctx, query).as('x'))
    .select([
      sql<string>`x.category`.as('category'),
      sql<number>`count(*)::int`.as('expenses'),
      sql<number>`(-sum(x.amount))::bigint`.as('amount'),
    ])
    .groupBy('x.category')
    .orderBy('amount', 'desc')
    .orderBy('category')
    .execute()
  const sumOf = (field: 'amount' | 'expenses') => categories.reduce((sum, one) => sum + one[field], 0)
  return { amount: sumOf('amount'), expenses: sumOf('expenses'), categories }
}
