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
    path: 'business/stock/commands/post-count.ts',
    line: 'const under = differences.filter(',
    was: '<',
    becomes: '<=',
    because: 'a difference of nothing is not among them',
  },
  {
    path: 'business/stock/commands/close-count.ts',
    line: 'if (!count) throw refuse.countNotFound',
    was: '!count',
    becomes: 'false',
    because: 'the line before has refused a count that is not there, and no count is ever deleted',
  },
  {
    path: 'business/people/rights-version.ts',
    line: 'let asked_again = 0',
    was: '0',
    becomes: '1',
    because: 'only whether it has grown meanwhile is looked at',
  },
  {
    path: 'business/people/commands/starting-roles.ts',
    line: 'from people.role_permission p where p.role_id = r.id',
    was: '=',
    becomes: '<>',
    because: 'no role is then found as it should be, and the longer way leaves each as it is',
  },
  {
    path: 'business/money/together/pay.ts',
    line: "order_id: document_kind === 'order' || document_kind === 'sale' ? document_id : null",
    was: "document_kind === 'order' || document_kind === 'sale' ? document_id : null",
    becomes: 'document_id',
    because: 'whatever is paid together is an order or a sale',
  },
  {
    path: 'business/people/commands/starting-roles.ts',
    line: 'if (!role) return false',
    was: '!role',
    becomes: 'true',
    because: 'the longer way finds each role as it is and leaves it so',
  },
  {
    path: 'business/money/commands/reverse-expense.ts',
    line: 'const left = till_session_id === null ? undefined',
    was: 'till_session_id === null ? undefined : await holdSession(tx, till_session_id)',
    becomes: 'await holdSession(tx, till_session_id)',
    because: 'no session has null for its id: the query finds none',
  },
  {
    path: 'business/money/commands/give-back.ts',
    line: '...(input.is_exchange === undefined ? {} : { is_exchange: input.is_exchange })',
    was: 'input.is_exchange === undefined ? {} : { is_exchange: input.is_exchange }',
    becomes: '{ is_exchange: input.is_exchange }',
    because: 'whoever reads it asks only whether it is true',
  },
  {
    path: 'business/stock/functions/ledger.sql',
    line: 'when gone <= 0 then worth',
    was: '<=',
    becomes: '<',
    because: 'of what nothing is gone the other branches leave the whole worth too',
  },
  {
    path: 'business/stock/functions/ledger.sql',
    line: 'when had > 0 and gone <= had then',
    was: '>',
    becomes: '>=',
    because: 'where nothing was had, more is gone than was had',
  },
  {
    path: 'business/stock/functions/ledger.sql',
    line: 'when had > 0 and gone <= had then',
    was: '<=',
    becomes: '<',
    because: 'what is owed beyond all that there was is nothing then: both branches leave nothing',
  },
  {
    path: 'business/stock/functions/ledger.sql',
    line: 'when had > 0 then -round(unit_cost * (gone - had))',
    was: '>',
    becomes: '>=',
    because: 'nothing is worth nothing, by a constraint: both branches owe the same',
  },
  {
    path: 'business/stock/functions/lots.sql',
    line: 'and m.warehouse_id = warehouse and m.quantity > 0;',
    was: '>',
    becomes: '>=',
    because: 'the entry of no quantity is written before the goods of the same document: the newest is never it',
  },
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
  {
    path: 'business/people/commands/open-session.ts',
    line: "if (before.kind === 'person' && before.id",
    was: '&&',
    becomes: '||',
    because: 'only persons have a session, and each of them has an id',
  },
  {
    path: 'business/people/access.ts',
    line: 'if (grant === null) known.delete(key)',
    was: 'known.delete(key)',
    becomes: 'undefined',
    because:
      'what is kept for the key is older than a minute or of another version by then: it is never believed again',
  },
  {
    path: 'business/people/queries/sessions.ts',
    line: 'return row ? new Date(row.authenticated_at) : null',
    was: 'row ? new Date(row.authenticated_at) : null',
    becomes: 'new Date(row.authenticated_at)',
    because: 'no session is ever deleted',
  },
  {
    path: 'business/people/queries/sessions.ts',
    line: '.limit(1)',
    was: '1',
    becomes: '2',
    because: 'only the first row is taken',
  },
  {
    path: 'business/people/queries/users.ts',
    line: 'return rows[0] ?? { active: 0',
    was: '0',
    becomes: '1',
    because: 'a count has a row',
  },
  {
    path: 'business/people/records/attempts.ts',
    line: 'const left_ms = row ?',
    was: '0',
    becomes: '1',
    because: 'an attempt that was refused has a row',
  },
  {
    path: 'business/money/commands/give-back.ts',
    line: 'return balance === undefined ? 0',
    was: '0',
    becomes: '1',
    because: 'a document without a balance has no payments: nothing is given back of it, whatever is asked for',
  },
  {
    path: 'business/stock/export-valuation.ts',
    line: 'EXPORT_ROWS_MAX[format] + 1',
    was: '1',
    becomes: '2',
    because: 'one row too many is refused as two are',
  },
  {
    path: 'business/stock/records/counts.ts',
    line: 'input.products_max ?? COUNT_LINES_MAX + 1',
    was: '1',
    becomes: '2',
    because: 'the statement around it cuts the list at the same number',
  },
  {
    path: 'platform/money.ts',
    line: 'if (to_minor <= 1) return amount_minor',
    was: '<=',
    becomes: '<',
    because: 'every whole amount is a multiple of one: the rest of the function gives it back',
  },
  {
    path: 'business/stock/functions/reserve.sql',
    line: "returning 'reserved', k.i",
    was: '-',
    becomes: '+',
    because: 'what is available is read of this answer only where something was short',
  },
  {
    path: 'business/stock/queries/counts.ts',
    line: '.limit(1)',
    was: '1',
    becomes: '2',
    because: 'only the first row is taken',
  },
  {
    path: 'business/stock/imports/products-by-code.ts',
    line: 'select product_id, 2 from catalog.barcode',
    was: '2',
    becomes: '3',
    because: 'it only has to come after one',
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
