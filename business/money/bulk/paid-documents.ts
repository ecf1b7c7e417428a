import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import { invariant } from '#platform/invariant'
import type { TaxLineOut } from '../wire.ts'

/** A document that was paid, while refunds run over it. */
export interface Paid {
  readonly document_id: string
  readonly document_kind: string
  readonly store_id: string
  readonly party_id: string | null
  readonly total: number
  readonly paid_minor: number
  readonly is_open: boolean
  refunded_minor: number
  credited_minor: number
  /** Its payment, what came in with it and what of that went back. */
  readonly payment_id: string
  readonly method: string
  readonly charged: number
  refunded: number
  /** What coins could not pay. */
  readonly rounding: number
  readonly issued_id: string | null
  readonly customer: object | null
  readonly taxes: readonly TaxLineOut[]
}

/** Locks the balances of these documents, each paid by one payment, and reads what a refund of them needs. */
export async function lockPaid(tx: Tx, document_ids: readonly string[]): Promise<Map<string, Paid>> {
  const { rows } = await sql<Paid & { payments: number }>`
    with held as (
      select * from money.balance where document_id = any (${document_ids}::uuid[]) order by document_id for update
    ), moved as (
      select e.document_id, count(*) filter (where e.kind = 'charge')::integer as payments,
        (array_agg(e.id) filter (where e.kind = 'charge'))[1] as payment_id,
        (array_agg(e.method) filter (where e.kind = 'charge'))[1] as method,
        coalesce(sum(e.amount) filter (where e.kind = 'charge'), 0)::bigint as charged,
        coalesce(-sum(e.amount) filter (where e.kind = 'refund'), 0)::bigint as refunded,
        coalesce(sum(e.amount) filter (where e.kind = 'rounding'), 0)::bigint as rounding
      from money.entry e
      where e.document_id = any (${document_ids}::uuid[])
      group by e.document_id
    )
    select b.document_id, b.document_kind, b.store_id, b.party_id, b.total, b.paid_minor, b.refunded_minor,
      b.credited_minor, b.is_open, m.payments, m.payment_id, m.method, m.charged, m.refunded, m.rounding,
      d.id as issued_id, d.customer, coalesce(d.taxes, '[]') as taxes
    from held b
    join moved m using (document_id)
    left join money.issued_document d on d.document_id = b.document_id and d.refers_to_id is null`.execute(tx.db)
  for (const { payments } of rows) invariant(payments === 1, 'one payment paid what is refunded in bulk')
  return new Map(rows.map(({ payments: _payments, ...paid }) => [paid.document_id, paid]))
}
