import { sql } from 'kysely'
import { businessOf } from '#company'
import { partyById } from '#contacts'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { moneyContract } from './contract.ts'
import { entryRows, isOfCustomer } from './queries.ts'
import type { AccountTotalsOut, CustomerAccountOut, StatementOut } from './wire.ts'

type Route = typeof moneyContract

function accountRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('money.account as a')
    .innerJoin('contacts.party as p', 'p.id', 'a.party_id')
    .select(['a.party_id as customer_id', 'p.name as customer_name', 'a.debt_minor', 'a.store_credit_minor'])
    .select(sql<number>`p.credit_limit_minor`.as('limit_minor'))
    .select(sql<number>`greatest(p.credit_limit_minor - a.debt_minor, 0)::bigint`.as('available_minor'))
}

export async function listAccounts(ctx: Ctx, query: QueryOf<Route['GET /api/customer-accounts']>) {
  let rows = accountRows(ctx).where((e) => e.or([e('a.debt_minor', '>', 0), e('a.store_credit_minor', '>', 0)]))
  if (query.q) rows = rows.where(sql<boolean>`platform.fold(p.name) like '%' || platform.fold(${query.q}) || '%'`)
  return pageOfQuery(rows, query, {
    sorts: {
      debt_minor: { by: sql`a.debt_minor`, cast: 'bigint' },
      customer_name: { by: sql`p.name`, cast: 'text' },
    },
    sort: '-debt_minor',
    id: sql`a.party_id`,
    actor: ctx.actor,
  })
}

/** The account of a customer; one who never bought on credit has an empty one. */
export async function accountById(ctx: Ctx, customer_id: string): Promise<CustomerAccountOut> {
  const { name, credit_limit_minor: limit_minor } = await partyById(ctx, customer_id)
  const row = await accountRows(ctx).where('a.party_id', '=', customer_id).executeTakeFirst()
  const empty = { debt_minor: 0, store_credit_minor: 0, available_minor: limit_minor }
  return row ?? { customer_id, customer_name: name, limit_minor, ...empty }
}

const ENTRIES_MAX = 200

export async function statementOf(ctx: Ctx, customer_id: string): Promise<StatementOut> {
  const account = await accountById(ctx, customer_id)
  const open_documents = await (await openDebts(ctx))
    .where('d.party_id', '=', customer_id)
    .select(['d.document_kind', 'd.document_id', 'd.amount', 'd.open_minor', 'd.created_at'])
    .select((e) =>
      e
        .selectFrom('money.issued_document as i')
        .whereRef('i.document_id', '=', 'd.document_id')
        .where('i.refers_to_id', 'is', null)
        .select('i.label')
        .limit(1)
        .as('label'),
    )
    .orderBy('d.created_at')
    .orderBy('d.document_id')
    .execute()
  const entries = (await entryRows(ctx)
    .innerJoin('money.method as m', 'm.code', 'e.method')
    .where(isOfCustomer(customer_id))
    .where((e) => e.or([e('m.kind', 'in', ['credit', 'store_credit']), e('e.kind', '=', 'deposit')]))
    .orderBy('e.sequence', 'desc')
    .limit(ENTRIES_MAX)
    .execute()) as StatementOut['entries']
  return { ...account, open_documents, entries }
}

/** What is still owed document by document, each with the day by which the customer's terms want it paid. */
async function openDebts(ctx: Ctx) {
  const { time_zone } = await businessOf(ctx)
  const today = dayIn(time_zone, ctx.now())
  const due = sql<string>`(d.created_at at time zone ${time_zone})::date + p.payment_days`
  return ctx.db
    .selectFrom('money.debt as d')
    .innerJoin('contacts.party as p', 'p.id', 'd.party_id')
    .where('d.open_minor', '>', 0)
    .select([sql<string>`(${due})::text`.as('due_day'), sql<boolean>`${due} < ${today}::date`.as('is_overdue')])
}

export async function accountTotals(ctx: Ctx): Promise<AccountTotalsOut> {
  const totals = await ctx.db
    .selectFrom('money.account')
    .select([sql<number>`coalesce(sum(debt_minor), 0)::bigint`.as('debt_minor')])
    .select([sql<number>`count(*) filter (where debt_minor > 0)::int`.as('customers')])
    .select([sql<number>`coalesce(sum(store_credit_minor), 0)::bigint`.as('store_credit_minor')])
    .executeTakeFirstOrThrow()
  const late = (await openDebts(ctx)).select(['d.party_id', 'p.name', 'd.open_minor']).as('late')
  const owing = await ctx.db
    .selectFrom(late)
    .where('is_overdue', '=', true)
    .groupBy(['party_id', 'name'])
    .select(['party_id as customer_id', 'name as customer_name'])
    .select([sql<number>`sum(open_minor)::bigint`.as('overdue_minor')])
    .select([
      sql<number>`(sum(sum(open_minor)) over ())::bigint`.as('all_minor'),
      sql<number>`count(*) over ()::int`.as('all'),
    ])
    .orderBy(sql`sum(open_minor) desc, party_id`)
    .limit(1)
    .executeTakeFirst()
  if (!owing) return { ...totals, overdue_minor: 0, overdue_customers: 0, largest_overdue: null }
  const { all_minor, all, ...largest_overdue } = owing
  return { ...totals, overdue_minor: all_minor, overdue_customers: all, largest_overdue }
}
