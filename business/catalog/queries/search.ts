import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { isCorrectable, wordsOf } from '../search-words.ts'
import { all, type Condition } from './filter.ts'

/**
 * Search in steps, each bounded: whatever is typed, no step looks at more than CANDIDATES products beyond the index.
 * 1. the code itself, codes and names that start with the question; if that is no full page, products with every word
 *    at the start of a word;
 * 2. if few came and none is the code itself, the words anywhere inside;
 * 3. if none came, the same with mistyped words replaced by the nearest words of the catalogue.
 */
const CANDIDATES = 400
const FEW = 5
const ALTERNATIVES = 4

/** A word and what may stand for it: itself, or the words it was probably meant to be. */
type Meaning = readonly string[]

/** Ids of the best matches, best first. `narrow` holds the list's other filters. */
export async function bestMatches(ctx: Ctx, q: string, narrow: Condition, wanted: number): Promise<string[]> {
  const words = wordsOf(q)
  if (words.length === 0) return []
  const { ids: named, exact } = await namedSo(ctx, q, narrow, wanted)
  if (named.length >= wanted) return named
  const starting = joined(named, await withWordsStarting(ctx, words, narrow, wanted), wanted)
  if (exact || starting.length >= Math.min(FEW, wanted)) return starting
  const literal = words.map((word) => [word])
  const found = joined(starting, await containing(ctx, literal, narrow, wanted), wanted)
  if (found.length > 0) return found
  const meanings = await meaningsOf(ctx, words)
  return meanings ? containing(ctx, meanings, narrow, wanted) : []
}

const joined = (better: readonly string[], others: readonly string[], wanted: number) =>
  [...new Set([...better, ...others])].slice(0, wanted)

/** The product of this very code, then codes and names that start with the question: three reads of sorted indexes. */
async function namedSo(ctx: Ctx, q: string, narrow: Condition, wanted: number) {
  const prefix = sql`${like(q)} || '%'`
  const { rows } = await sql<{ id: string; rank: number }>`
    select id, min(rank) as rank
    from (
      select p.id, p.name_key, 0 as rank from catalog.product p
      where (p.sku_key = lower(${q}) or p.id = (select product_id from catalog.barcode where key = catalog.code_key(${q})))
        and ${narrow}
      union all
      (select p.id, p.name_key, 1 from catalog.product p
        where p.sku_key like lower(${prefix}) and ${narrow} order by p.sku_key limit ${wanted})
      union all
      (select p.id, p.name_key, 2 from catalog.product p
        where p.name_key like platform.fold(${prefix}) and ${narrow} order by p.name_key, p.id limit ${wanted})
    ) found
    group by id, name_key
    order by min(rank), name_key, id
    limit ${wanted}`.execute(ctx.db)
  return { ids: rows.map(({ id }) => id), exact: rows[0]?.rank === 0 }
}

async function withWordsStarting(ctx: Ctx, words: readonly string[], narrow: Condition, wanted: number) {
  const starts = words.map((word) => sql<boolean>`p.search like '% ' || platform.fold(${like(word)}) || '%'`)
  return firstByName(ctx, all([...starts, narrow]), wanted)
}

const containing = (ctx: Ctx, meanings: readonly Meaning[], narrow: Condition, wanted: number) =>
  firstByName(ctx, all([containsAll(meanings), narrow]), wanted)

/** Of the first candidates that the index gives, in the order of names: to sort all would take as long as they are many. */
async function firstByName(ctx: Ctx, condition: Condition, wanted: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id
    from (select p.id, p.name_key from catalog.product p where ${condition} limit ${Math.max(CANDIDATES, wanted)}) found
    order by name_key, id
    limit ${wanted}`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

function containsAll(meanings: readonly Meaning[]): Condition {
  return all(meanings.map((one) => sql<boolean>`(${sql.join(one.map(contains), sql` or `)})`))
}

/** One or two letters are looked for at the start of words only: inside words the index has no trigram for them. */
function contains(word: string): Condition {
  const before = word.length < 3 ? '% ' : '%'
  return sql<boolean>`p.search like ${before} || platform.fold(${like(word)}) || '%'`
}

/** Text as a LIKE pattern that means itself. */
const like = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** Everything that matches, for lists that are sorted otherwise, counted or exported. */
export async function matching(ctx: Ctx, q: string): Promise<Condition> {
  const words = wordsOf(q)
  if (words.length === 0) return sql<boolean>`true`
  const code = sql`p.id = (select product_id from catalog.barcode where key = catalog.code_key(${q}))`
  const meanings = await meaningsOf(ctx, words)
  return meanings ? sql<boolean>`(${containsAll(meanings)} or ${code})` : sql<boolean>`${code}`
}

/**
 * Each word with its nearest words where no product has it; null when a word means nothing here. The vocabulary is
 * small, so this costs the same for every catalogue.
 */
async function meaningsOf(ctx: Ctx, words: readonly string[]): Promise<Meaning[] | null> {
  const doubtful = words.filter(isCorrectable)
  if (doubtful.length === 0) return words.map((word) => [word])
  const { rows } = await sql<{ word: string; known: boolean; near: string[] }>`
    select given as word,
      exists (select from catalog.word w where w.word like '%' || platform.fold(given) || '%') as known,
      array(
        select w.word from catalog.word w where w.word % platform.fold(given)
        group by w.word order by similarity(w.word, platform.fold(given)) desc, w.word limit ${ALTERNATIVES}
      ) as near
    from unnest(${doubtful}::text[]) given`.execute(ctx.db)
  const answers = new Map(rows.map((row) => [row.word, row]))
  const meanings = words.map((word) => {
    const answer = answers.get(word)
    return answer && !answer.known ? answer.near : [word]
  })
  return meanings.some((meaning) => meaning.length === 0) ? null : meanings
}
