import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { moneyContract } from './contract.ts'
import { entryRows, newestFirst, within } from './queries.ts'
import { ExpenseOut } from './wire.ts'

type Route = typeof moneyContract
type Filters = QueryOf<Route['GET /api/expenses/summary']>

/** The expenses that match and what took them back, of the stores that the actor may see. */
function expensesOf(ctx: Ctx, query: Filters) {
  let rows = within(entryRows(ctx), query).where('e.kind', 'in', ['expense', 'expense_reversal'])
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

const reversedBy = sql<string | null>`(
  select r.id from money.entry r where r.refund_of_id = e.id and r.kind = 'expense_reversal')`.as('reversed_by_id')

export async function listExpenses(ctx: Ctx, query: QueryOf<Route['GET /api/expenses']>) {
  const page = await pageOfQuery(expensesOf(ctx, query).select(reversedBy), query, { ...newestFirst, actor: ctx.actor })
  return { ...page, items: page.items.map((row) => ExpenseOut.parse(row)) }
}

/** What was spent in all and on what, the dearest category first; what was taken back was not spent. */
export async function sumExpenses(ctx: Ctx, query: Filters) {
  const categories = await ctx.db
    .selectFrom(expensesOf(ctx, query).select(reversedBy).as('x'))
    .select([
      sql<string>`x.category`.as('category'),
      sql<number>`(count(*) filter (where x.kind = 'expense' and x.reversed_by_id is null))::int`.as('expenses'),
      sql<number>`(-sum(x.amount))::bigint`.as('amount'),
    ])
    .groupBy('x.category')
    .having(sql<boolean>`sum(x.amount) <> 0`)
    .orderBy('amount', 'desc')
    .orderBy('category')
    .execute()
  const sumOf = (field: 'amount' | 'expenses') => categories.reduce((sum, one) => sum + one[field], 0)
  return { amount: sumOf('amount'), expenses: sumOf('expenses'), categories }
}
