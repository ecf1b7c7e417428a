import type { Ctx, Tx } from '#platform/context'
import type { Importable, ImportRow, RowVerdict } from '#platform/import/importable'
import { archiveParty } from '../commands/archive-party.ts'
import { changeParty } from '../commands/change-party.ts'
import { createParties } from '../commands/create-party.ts'
import { ChangePerson, type CreatePerson } from '../contract.ts'
import { deleteImported, insertImported } from '../records.ts'
import { text } from '../text.ts'
import { columns } from './columns.ts'
import { planRows, type Step } from './plan.ts'
import type { CustomerRow } from './read-row.ts'

/** Customers from a spreadsheet: known ones are completed, new ones added, and the whole run can be taken back. */
export const importCustomers: Importable = {
  kind: 'customers',
  says: text.importCustomers,
  may: 'customers.import',
  columns,
  judge: async (ctx, rows) => (await planRows(ctx, rows)).map(verdictOf),
  apply,
  undo,
}

function verdictOf(step: Step): RowVerdict {
  if (step.does === 'refuse') return step.verdict
  if (step.does === 'nothing') return { number: step.number, outcome: 'unchanged' }
  if (step.does === 'create') return { number: step.row.number, outcome: 'created' }
  return { number: step.number, outcome: 'changed', thing_id: step.known.id }
}

async function apply(tx: Tx, run: { id: string }, rows: readonly ImportRow[]): Promise<readonly RowVerdict[]> {
  const done = await doneRows(tx, run.id, rows)
  const steps = await planRows(
    tx,
    rows.filter(({ number }) => !done.has(number)),
  )
  const created = await createAll(tx, run.id, steps)
  for (const step of steps) if (step.does === 'change') await change(tx, run.id, step)
  const now = steps.map((step): RowVerdict => {
    const verdict = verdictOf(step)
    const thing_id = created.get(verdict.number)
    return thing_id === undefined ? verdict : { number: verdict.number, outcome: 'created', thing_id }
  })
  return [...done.values(), ...now].sort((a, b) => a.number - b.number)
}

/** What this run already did with these rows before it was interrupted. */
async function doneRows(ctx: Ctx, run_id: string, rows: readonly ImportRow[]): Promise<Map<number, RowVerdict>> {
  const numbers = rows.map(({ number }) => number)
  const known = await ctx.db
    .selectFrom('contacts.imported')
    .select(['row_number', 'party_id', 'outcome'])
    .where('run_id', '=', run_id)
    .where('row_number', 'in', numbers)
    .execute()
  return new Map(
    known.map(({ row_number: number, party_id: thing_id, outcome }) => [
      number,
      { number, outcome: outcome === 'created' ? 'created' : 'changed', thing_id },
    ]),
  )
}

async function createAll(tx: Tx, run_id: string, steps: readonly Step[]): Promise<Map<number, string>> {
  const rows = steps.flatMap((step) => (step.does === 'create' ? [step.row] : []))
  const ids = await createParties(tx, rows.map(newCustomer))
  const created = rows.map(({ number }, n) => ({ number, party_id: ids[n] ?? '' }))
  await insertImported(
    tx,
    created.map(({ number, party_id }) => ({ run_id, row_number: number, party_id, outcome: 'created', version: 1 })),
  )
  return new Map(created.map(({ number, party_id }) => [number, party_id]))
}

function newCustomer({ number: _number, country, address, commune, city, ...fields }: CustomerRow): CreatePerson {
  const isSomewhere = address !== undefined || commune !== undefined || city !== undefined || country !== undefined
  const addresses = isSomewhere ? { addresses: [{ line: address ?? null, commune, city, country }] } : {}
  return { ...fields, ...addresses, is_customer: true }
}

async function change(tx: Tx, run_id: string, step: Extract<Step, { does: 'change' }>): Promise<void> {
  const after = await changeParty(tx, step.known.id, step.to)
  const row = { run_id, row_number: step.number, party_id: after.id, outcome: 'changed', version: after.version }
  await insertImported(tx, [{ ...row, before: JSON.stringify(step.from) }])
}

/** Takes a run back, last row first. What somebody changed or used since stays, and is named. */
async function undo(tx: Tx, run: { id: string }) {
  const rows = await tx.db
    .selectFrom('contacts.imported as i')
    .innerJoin('contacts.party as p', 'p.id', 'i.party_id')
    .select(['i.row_number', 'i.party_id', 'i.outcome', 'i.before', 'i.version as left_at', 'p.version', 'p.name'])
    .select((eb) =>
      eb
        .exists(eb.selectFrom('contacts.timeline as t').select('t.id').whereRef('t.party_id', '=', 'p.id'))
        .as('has_history'),
    )
    .where('i.run_id', '=', run.id)
    .orderBy('i.row_number', 'desc')
    .execute()
  const blocked: { thing: string; label: string; says: { es: string; en: string } }[] = []
  for (const row of rows) {
    const isCreated = row.outcome === 'created'
    if (row.version !== row.left_at) blocked.push({ thing: 'person', label: row.name, says: text.changedSince })
    else if (isCreated && row.has_history) blocked.push({ thing: 'person', label: row.name, says: text.hasHistory })
    else {
      if (isCreated) await archiveParty(tx, row.party_id, null)
      else await changeParty(tx, row.party_id, ChangePerson.parse(row.before))
      await deleteImported(tx, run.id, row.row_number)
    }
  }
  return { undone: rows.length - blocked.length, blocked }
}
