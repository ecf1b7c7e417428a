import { sql } from 'kysely'
import type { Ctx } from '../context.ts'

/**
 * Tells the planner at once what a demo or a long import has put into the tables. The server would notice by itself
 * after a minute; until then it plans for tables that it thinks empty, and a report takes ten times as long.
 */
export async function refreshStatistics({ db }: Pick<Ctx, 'db'>): Promise<void> {
  await sql`select platform.refresh_statistics()`.execute(db)
}
