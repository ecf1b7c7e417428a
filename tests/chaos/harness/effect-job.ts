import { sql } from 'kysely'
import { z } from 'zod'
import { job } from '../../../platform/jobs/job.ts'
import { onceFor } from '../../../platform/jobs/once.ts'

/** A job whose effect can be counted: it must be one, however often the job is tried. */
export const effect = job(
  'campaign.effect',
  { payload: z.object({ n: z.int() }), attempts_max: 20 },
  async (ctx, { n }) => {
    await onceFor(ctx, 'campaign', String(n), async (tx) => {
      await sql`
        insert into platform.note (name, value) values (${`effect.${n}`}, '1')
        on conflict (name) do update set value = to_jsonb((note.value #>> '{}')::int + 1)`.execute(tx.db)
      await sql`select pg_sleep(${(n % 7) / 1000})`.execute(tx.db)
    })
  },
)
