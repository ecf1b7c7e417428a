import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './parts.ts'
import type { Numbered } from './weave.ts'

interface Equivalent {
  readonly path: string
  /** A piece of the line as it is written: a line that changes is judged again. */
  readonly line: string
  readonly was: string
  readonly becomes: string
  readonly because: string
}

/** Wrongs that change nothing anyone could see. */
const equivalents: readonly Equivalent[] = [
  {
    path: 'business/stock/commands/add-count-entries.ts',
    line: 'if (!count) throw refuse.countNotFound',
    was: '!count',
    becomes: 'false',
    because: 'the line before the transaction has refused a count that is not there, and no count is ever deleted',
  },
  {
    path: 'business/stock/commands/watch-alerts.ts',
    line: 'return quiet_from < quiet_until ?',
    was: '<',
    becomes: '<=',
    because: 'hours that are equal have left the function before',
  },
  {
    path: 'business/money/sessions.ts',
    line: 'return id === null ? null : ((await holdOwnSession',
    was: 'id === null ? null : ((await holdOwnSession(tx, id, input.store_id)) ?? null)',
    becomes: '((await holdOwnSession(tx, id, input.store_id)) ?? null)',
    because: 'nobody holds a session as null: the query finds none',
  },
]

const lines = new Map<string, readonly string[]>()

function lineOf({ path, line }: Numbered): string {
  const known = lines.get(path) ?? readFileSync(join(root, path), 'utf8').split('\n')
  lines.set(path, known)
  return known[line - 1] ?? ''
}

export const isEquivalent = (mutant: Numbered): boolean =>
  equivalents.some(
    ({ path, line, was, becomes }) =>
      path === mutant.path && was === mutant.was && becomes === mutant.becomes && lineOf(mutant).includes(line),
  )
