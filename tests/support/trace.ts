import type { TestShop } from './open-shop.ts'

/** What an act told others and wrote into the audit, beside its answer. */
export async function traceOf<T>({ db }: Pick<TestShop, 'db'>, act: () => Promise<T>) {
  const last = async (table: 'platform.fact' | 'platform.audit_entry') =>
    (await db.selectFrom(table).select('id').orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ?? 0
  const [fact, entry] = [await last('platform.fact'), await last('platform.audit_entry')]
  const answer = await act()
  const facts = await db
    .selectFrom('platform.fact')
    .select(['name', 'data'])
    .where('id', '>', fact)
    .orderBy('id')
    .execute()
  const entries = await db
    .selectFrom('platform.audit_entry')
    .select(['action', 'thing', 'thing_id', 'label', 'before', 'after', 'reason', 'authorised_by', 'actor_id'])
    .where('id', '>', entry)
    .orderBy('id')
    .execute()
  return { answer, told: facts.map(({ name, data }) => [name, data]), entries }
}
