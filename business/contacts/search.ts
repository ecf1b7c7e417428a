import { type RawBuilder, sql } from 'kysely'
import { searchNumber, searchWords } from './party.ts'

// The search text of a party is folded and its numbers carry no punctuation (see tables.sql); so is what we look for.

/** True for a party that has every word (nearly), or the number, that was typed. */
export function findsParty(q: string): RawBuilder<boolean> {
  const number = searchNumber(q)
  const words = searchWords(q).map(
    (word) =>
      sql<boolean>`(p.search_text like ${contains(word)} or platform.fold(${word}) operator(public.<%) p.search_text)`,
  )
  const all = words.length > 0 ? sql<boolean>`(${sql.join(words, sql` and `)})` : sql<boolean>`true`
  return number === null ? all : sql<boolean>`(p.search_text like ${contains(number)} or ${all})`
}

/** The best first: the very number or e-mail, then a name that starts so, then one that contains it, then the similar. */
export function rankOf(q: string): RawBuilder<number> {
  const number = searchNumber(q) ?? ''
  return sql<number>`case
    when p.email = lower(${q}) or lower(translate(p.tax_id, '.-/ ', '')) = ${number} or lower(p.code) = lower(${q}) then 0
    when platform.fold(p.name) like ${escaped(q)} || '%' then 1
    when p.search_text like ${contains(q)} then 2
    else 3 end`
}

const escaped = (text: string) => sql`platform.fold(${text.replace(/[\\%_]/g, '\\$&')})`
const contains = (text: string) => sql`'%' || ${escaped(text)} || '%'`
