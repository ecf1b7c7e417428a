import { type Kysely, sql } from 'kysely'
import type { Rows } from '../../db/rows.ts'

export interface ChainReport {
  readonly holds: boolean
  readonly sealed: number
  /** Entries still without a seal: normally those of the last second. */
  readonly unsealed: number
  /** The last hash, for an anchor outside the database. */
  readonly head: string | null
  readonly broken: { readonly position: number; readonly entry_id: number | null; readonly why: string } | null
}

/** A head that was written down elsewhere: shows that nothing was cut off the end. */
export interface Anchor {
  readonly position: number
  readonly hash: string
}

const PART = 20_000
/** Two leave connections for those who sell meanwhile. */
const SIDE_BY_SIDE = 2

/** Recomputes every link of the audit chain and names the first that does not hold (B5, S70). */
export async function verifyChain(db: Kysely<Rows>, anchors: readonly Anchor[] = []): Promise<ChainReport> {
  const last = await headOf(db)
  const unsealed = await unsealedOf(db)
  const broken =
    (await firstBroken(db, last?.position ?? 0)) ??
    (await slippedIn(db)) ??
    (await anchoredElsewhere(db, last, anchors))
  return { holds: broken === null, sealed: last?.position ?? 0, unsealed, head: last?.hash ?? null, broken }
}

type Broken = NonNullable<ChainReport['broken']>

export async function headOf(db: Kysely<Rows>): Promise<{ position: number; hash: string } | undefined> {
  const row = await db
    .selectFrom('platform.audit_seal')
    .select(['position', sql<string>`encode(hash, 'hex')`.as('hash')])
    .orderBy('position', 'desc')
    .executeTakeFirst()
  return row
}

/** Parts side by side: each link is held against its own neighbour, so no part waits for another. */
async function firstBroken(db: Kysely<Rows>, last: number): Promise<Broken | null> {
  for (let first = 1; first <= last; first += PART * SIDE_BY_SIDE) {
    const parts = Array.from({ length: SIDE_BY_SIDE }, (_, n) => first + n * PART).filter((from) => from <= last)
    const found = await Promise.all(parts.map((from) => brokenIn(db, from)))
    const broken = found.find((one) => one !== undefined)
    if (broken) return broken
  }
  return null
}

async function brokenIn(db: Kysely<Rows>, from: number): Promise<Broken | undefined> {
  const { rows } = await sql<Broken>`
    select broken_position as position, broken_entry as entry_id, why
    from platform.first_broken_seal(${from}, ${from + PART - 1})`.execute(db)
  return rows[0]
}

/** An entry that stands in order before the last sealed one and has no seal was written afterwards. */
async function slippedIn(db: Kysely<Rows>): Promise<Broken | null> {
  const { rows } = await sql<{ entry_id: number }>`
    with tail as (
      select e.xid, e.id from platform.audit_seal s join platform.audit_entry e on e.id = s.entry_id
      order by s.position desc limit 1)
    select e.id as entry_id
    from platform.audit_entry e, tail
    where (e.xid, e.id) <= (tail.xid, tail.id)
      and not exists (select from platform.audit_seal s where s.entry_id = e.id)
    order by e.xid, e.id
    limit 1`.execute(db)
  const found = rows[0]
  return found ? { position: 0, entry_id: found.entry_id, why: 'inserted' } : null
}

/** The first head written down elsewhere that the chain no longer has. */
async function anchoredElsewhere(
  db: Kysely<Rows>,
  last: { position: number } | undefined,
  anchors: readonly Anchor[],
): Promise<Broken | null> {
  if (anchors.length === 0) return null
  const rows = await db
    .selectFrom('platform.audit_seal')
    .select(['position', sql<string>`encode(hash, 'hex')`.as('hash')])
    .where('position', 'in', [...new Set(anchors.map(({ position }) => position))])
    .execute()
  const known = new Map(rows.map(({ position, hash }) => [position, hash]))
  const lost = anchors.find(({ position, hash }) => known.get(position) !== hash)
  if (lost === undefined) return null
  const isCut = (last?.position ?? 0) < lost.position
  return { position: lost.position, entry_id: null, why: isCut ? 'cut_off' : 'changed' }
}

async function unsealedOf(db: Kysely<Rows>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from platform.audit_entry) - (select count(*) from platform.audit_seal) as count`.execute(
    db,
  )
  return Math.max(0, rows[0]?.count ?? 0)
}
