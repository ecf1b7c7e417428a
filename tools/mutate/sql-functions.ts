import type { Mutant } from './mutants.ts'
import { wrongsInSql } from './sql-wrongs.ts'

/** A function of the database as its file writes it. */
export interface SqlFunction {
  readonly path: string
  readonly name: string
  readonly from: number
  readonly statement: string
}

export function functionsIn(path: string, text: string): SqlFunction[] {
  return [...text.matchAll(/^create function ([\w.]+)[\s\S]*?\$\$[\s\S]*?\$\$[^;]*;/gm)].map((match) => ({
    path,
    name: match[1] ?? '',
    from: match.index,
    statement: match[0],
  }))
}

/** Every small wrong that the body of this function could hold. */
export function mutantsOfFunction({ path, name, from, statement }: SqlFunction, text: string): Mutant[] {
  const body = statement.indexOf('$$')
  const scope = { from, to: from + statement.length }
  return wrongsInSql(' '.repeat(body) + statement.slice(body)).map((wrong) => {
    const start = from + wrong.from
    const end = from + wrong.to
    const line = text.slice(0, start).split('\n').length
    const was = text.slice(start, end)
    return {
      path,
      line,
      start,
      end,
      was,
      becomes: wrong.becomes,
      scope,
      sql_function: name,
      is_fixed: false,
      begins_statement: false,
    }
  })
}

export const replacing = (statement: string): string =>
  statement.replace(/^create function/, 'create or replace function')

/** The same function, which says in the server's log that it was called. */
export function tellingWhenCalled({ name, statement }: SqlFunction): string {
  const word = `mutate:${name};`
  if (/language plpgsql/.test(statement))
    return replacing(statement).replace(
      /^(#[^\n]*\n)?((?:declare\n[\s\S]*?)?)^begin$/m,
      (start) => `${start} raise log '${word}';`,
    )
  return replacing(statement).replace(/\$\$/, `$$$$ select public.mutate_says('${word}');`)
}

export const saysWhenCalled =
  "create or replace function public.mutate_says(word text) returns void language plpgsql as $$ begin raise log '%', word; end $$"
