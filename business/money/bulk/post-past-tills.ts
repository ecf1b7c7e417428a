import { sql } from 'kysely'
import { businessOf } from '#company'
import type { Actor } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Tx } from '#platform/context'
import { arrayText } from '#platform/database/array-text'
import { insertMany } from '#platform/database/insert-many'
import { livedAt } from '#platform/database/transact'
import { groupBy } from '#platform/group-by'
import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { tillClosed, tillOpened, tillSettled } from '../events.ts'
import { ENTRY, PLAIN_ENTRY } from './past-rows.ts'

/** A till of the past from its opening to its count. */
export interface PastTill {
  readonly id: string
  readonly till_id: string
  readonly till_name: string
  readonly store_id: string
  readonly opening_minor: number
  readonly holder: Actor
  readonly opened_at: Date
  readonly closed_at: Date
  /** By how much the cash counted differs from what the ledger expects. */
  readonly off_minor: number
  /** When somebody looked into the difference and accepted it; without it, it is under review. */
  readonly settled?: { readonly at: Date; readonly by: Actor; readonly reason: string } | undefined
}

const SESSION = {
  id: 'uuid',
  till_id: 'uuid',
  store_id: 'uuid',
  state: 'text',
  opening_minor: 'bigint',
  holder_id: 'uuid',
  holder_name: 'text',
  opened_by: 'uuid',
  opened_at: 'timestamptz',
  closed_by: 'uuid',
  closed_at: 'timestamptz',
  settled_by: 'uuid',
  settled_at: 'timestamptz',
  settle_reason: 'text',
} as const

const COUNT = { till_session_id: 'uuid', method: 'text', counted_minor: 'bigint', expected_minor: 'bigint' } as const

/**
 * Lives through tills of the past: opens them, does what is sold in them, and counts each against what the ledger then
 * holds. The same rows, facts and audit entries as opening, closing and settling them one by one.
 */
export async function postPastTills(tx: Tx, tills: readonly PastTill[], meanwhile: () => Promise<void>): Promise<void> {
  await insertMany(tx, sql`money.till_session`, SESSION, tills.map(sessionRow))
  await meanwhile()
  const counts = await countAll(tx, tills)
  await insertMany(tx, sql`money.till_count`, COUNT, [...counts.values()].flat())
  await insertMany(tx, sql`money.entry`, ENTRY, await differences(tx, tills))
  for (const till of tills) await tell(tx, till, counts.get(till.id) ?? [])
}

const stateOf = ({ off_minor, settled }: PastTill) =>
  off_minor === 0 ? 'closed' : settled ? 'settled' : 'under_review'

const holderOf = ({ holder }: PastTill): string => present(holder.id, 'a person holds a till')

function sessionRow(till: PastTill) {
  const { id, till_id, store_id, opening_minor, holder, opened_at, closed_at, settled } = till
  const holder_id = holderOf(till)
  return {
    ...{ id, till_id, store_id, opening_minor, opened_at, closed_at, holder_id, opened_by: holder_id },
    ...{ state: stateOf(till), holder_name: holder.name, closed_by: holder_id },
    settled_by: settled?.by.id ?? null,
    settled_at: settled?.at ?? null,
    settle_reason: settled?.reason ?? null,
  }
}

interface Count {
  readonly till_session_id: string
  readonly method: string
  readonly counted_minor: number
  readonly expected_minor: number
}

/** Per till what each method should hold, and what was counted: cash always, the others where they moved. */
async function countAll(tx: Tx, tills: readonly PastTill[]): Promise<Map<string, Count[]>> {
  const { rows } = await sql<{ till_session_id: string; method: string; is_cash: boolean; moved: number }>`
    select s.id as till_session_id, m.code as method, m.kind = 'cash' as is_cash, coalesce(sum(e.amount), 0)::bigint as moved
    from unnest(${arrayText(tills.map(({ id }) => id))}::uuid[]) as s (id)
    cross join money.method m
    left join money.entry e on e.till_session_id = s.id and e.method = m.code
    where m.kind not in ('credit', 'store_credit')
    group by s.id, m.code, m.kind, m.position
    having m.code = 'cash' or count(e.id) > 0
    order by s.id, m.position`.execute(tx.db)
  const known = new Map(tills.map((till) => [till.id, till]))
  const counts = rows.map(({ till_session_id, method, is_cash, moved }): Count => {
    const { opening_minor, off_minor } = present(known.get(till_session_id), 'a till that was asked for')
    const expected_minor = moved + (is_cash ? opening_minor : 0)
    return { till_session_id, method, expected_minor, counted_minor: expected_minor + (is_cash ? off_minor : 0) }
  })
  return groupBy(counts, ({ till_session_id }) => till_session_id)
}

/** What a settled count lacked or had too much, so that the books agree with the drawer. */
async function differences(tx: Tx, tills: readonly PastTill[]) {
  const { time_zone } = await businessOf(tx)
  return tills.flatMap(({ id, store_id, off_minor, settled }) => {
    if (off_minor === 0 || settled === undefined) return []
    const { at, by, reason } = settled
    const none = { document_kind: null, document_id: null, party_id: null }
    return [
      {
        ...{ ...PLAIN_ENTRY, ...none, id: newId(), kind: 'difference', method: 'cash', amount: off_minor, store_id },
        ...{ till_session_id: id, description: reason, day: dayIn(time_zone, at), created_at: at },
        ...{ created_by: by.id, created_by_name: by.name },
      },
    ]
  })
}

async function tell(tx: Tx, till: PastTill, counts: readonly Count[]): Promise<void> {
  const { id, till_id, till_name, store_id, opening_minor, holder, opened_at, closed_at, off_minor, settled } = till
  const about = { till_session_id: id, till_id, store_id, holder_id: holderOf(till) }
  const noted = { thing: 'till_session', thing_id: id, store_id }
  const opening = livedAt(tx, opened_at, holder)
  await opening.emit(tillOpened({ ...about, state: 'open' }))
  opening.audit({ ...noted, action: 'till_session.opened', label: till_name, after: { opening_minor } })
  const closing = livedAt(tx, closed_at, holder)
  const state = off_minor === 0 ? 'closed' : 'under_review'
  await closing.emit(tillClosed({ ...about, state }))
  closing.audit({ ...noted, action: 'till_session.closed', before: { state: 'open' }, after: { state, counts } })
  if (off_minor === 0 || settled === undefined) return
  const settling = livedAt(tx, settled.at, settled.by)
  await settling.emit(tillSettled({ ...about, state: 'settled' }))
  settling.audit({
    ...noted,
    action: 'till_session.settled',
    reason: settled.reason,
    before: { state: 'under_review' },
    after: { state: 'settled', differences: counts.filter((one) => one.counted_minor !== one.expected_minor) },
  })
}
