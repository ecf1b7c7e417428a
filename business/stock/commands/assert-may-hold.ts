import { sql } from 'kysely'
import type { Tx } from '#platform/context'
import { refuse } from '../refusals.ts'
import { HOLDS_MAX, REPEATS_MAX, type StockLine } from '../reservation.ts'

/**
 * Nobody keeps a shop's stock from the others by holding without buying (S79): a person has a limited number of
 * unconfirmed holds, and of holds of one product within an hour that led nowhere. One given back in the first half of
 * its life does not count: that is a cart that changed, not a place kept.
 */
export async function assertMayHold(tx: Tx, lines: readonly StockLine[]): Promise<void> {
  const { kind, id } = tx.actor
  if (id === null || (kind !== 'person' && kind !== 'api_key')) return
  const { rows } = await sql<{ held: number; repeats: number }>`
    select count(*) filter (where is_live) as held, coalesce(max(repeats), 0) as repeats
    from (
      select r.state = 'pending' and r.expires_at > ${tx.now().toISOString()}::timestamptz as is_live,
        count(*) filter (where r.product_id = any (${lines.map((line) => line.product_id)}::uuid[]) and (
          r.state in ('pending', 'expired')
          or r.state = 'released' and r.settled_at - r.created_at >= make_interval(secs => r.ttl_seconds / 2.0)
        )) over (partition by r.product_id) as repeats
      from stock.reservation r
      where r.created_by = ${id}::uuid and r.created_at > ${tx.now().toISOString()}::timestamptz - interval '1 hour'
    ) mine`.execute(tx.db)
  const { held = 0, repeats = 0 } = rows[0] ?? {}
  const alert = (limit: string) =>
    tx.log.warn({ actor_id: id, held, repeats, limit }, 'Somebody holds much stock without buying it')
  if (held + lines.length > HOLDS_MAX) {
    alert('holds')
    throw refuse.tooManyHolds({ held, allowed: HOLDS_MAX })
  }
  if (repeats >= REPEATS_MAX) {
    alert('repeats')
    throw refuse.tooManyRepeats({ held: repeats })
  }
}
