import type pg from 'pg'

/** A fact in its place in the feed. */
export interface FeedFact {
  readonly position: number
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
  readonly store_id: string | null
  readonly warehouse_id: string | null
  readonly at: string
}

/** Facts after a position, in order. */
export async function factsAfter(pool: pg.Pool, position: number, limit: number): Promise<FeedFact[]> {
  const { rows } = await pool.query<FeedFact>({
    name: 'facts-after',
    text: `
      select p.position, f.name, f.data, f.store_id, f.warehouse_id, f.at
      from platform.fact_position p join platform.fact f on f.id = p.fact_id
      where p.position > $1
      order by p.position
      limit $2`,
    values: [position, limit],
  })
  return rows
}

export async function tailOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ tail: number }>(
    'select coalesce(max(position), 0) as tail from platform.fact_position',
  )
  return rows[0]?.tail ?? 0
}
