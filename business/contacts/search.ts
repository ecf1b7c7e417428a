import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { searchNumber, searchWords, swappedSpellings } from './party.ts'

// The search text of a party is folded and its numbers carry no punctuation (see tables.sql); so is what we look for.

/** True for a party that has every word (nearly), or the number, that was typed. */
export function findsParty(q: string): RawBuilder<boolean> {
  const number = searchNumber(q)
  const words = searchWords(q).map((word) => sql<boolean>`(${isWithin(word)} or ${nearly(word)})`)
  const all = words.length > 0 ? sql<boolean>`(${sql.join(words, sql` and `)})` : sql<boolean>`true`
  return number === null ? all : sql<boolean>`(${isWithin(number)} or ${all})`
}

/**
 * A second, wider look for when the first found nobody: fewer letters need to agree, and two neighbours may stand in
 * the wrong order (`jaun`), which trigrams do not forgive.
 */
export async function lookWider<T>(
  ctx: Ctx,
  q: string,
  look: (ctx: Ctx, finds: RawBuilder<boolean>) => Promise<T>,
): Promise<T> {
  const words = searchWords(q).map(
    (word) => sql<boolean>`(${nearly(word)} or ${sql.join(swappedSpellings(word).map(isWithin), sql` or `)})`,
  )
  return transact(ctx, async (tx) => {
    await sql`select set_config('pg_trgm.word_similarity_threshold', ${WIDER}, true)`.execute(tx.db)
    return look(tx, sql<boolean>`(${sql.join(words, sql` and `)})`)
  })
}

/** The share of trigrams that must agree; PostgreSQL's own is 0.6. */
const WIDER = '0.45'

/** The best first: the very number or e-mail, then a name that starts so, then one that contains it, then the similar. */
export function rankOf(q: string): RawBuilder<number> {
  const number = searchNumber(q) ?? ''
  return sql<number>`case
    when p.email = lower(${q}) or lower(translate(p.tax_id, '.-/ ', '')) = ${number} or lower(p.code) = lower(${q}) then 0
    when platform.fold(p.name) like ${escaped(q)} || '%' then 1
    when ${isWithin(q)} then 2
    else 3 end`
}

const escaped = (text: string) => sql`platform.fold(${text.replace(/[\\%_]/g, '\\$&')})`
const isWithin = (text: string) => sql<boolean>`p.search_text like '%' || ${escaped(text)} || '%'`
const nearly = (word: string) => sql<boolean>`platform.fold(${word}) operator(public.<%) p.search_text`
