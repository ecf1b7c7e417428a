import { countryOf } from '#company'
import type { Tx } from '#platform/context'
import { newId } from '#platform/ids'
import type { Importable, ImportRow, RowVerdict } from '#platform/import/importable'
import { Refusal } from '#platform/refusals'
import { offerChanged } from '../events.ts'
import { insertOffer, keepImported, keepPrice, keepUnknownCode, updateOffer } from '../records.ts'
import { columns } from './columns.ts'
import { type Judged, judgeRows, type PriceRow } from './judge-rows.ts'
import { undoPriceList } from './undo-price-list.ts'

/**
 * A supplier's price list. A code the supplier used before means the product it meant then; one that our SKU or barcode
 * explains becomes an offer; every other code waits for a person to say which product it is, with its price kept.
 */
export const importPriceList: Importable = {
  kind: 'price_list',
  says: { es: 'Lista de precios de proveedor', en: 'Supplier’s price list' },
  may: 'offers.edit',
  columns,
  amount_decimals: async (ctx) => (await countryOf(ctx)).currency_decimals,
  judge: async (ctx, rows) => (await judgeRows(ctx, rows)).map(verdictOf),
  apply: applyRows,
  undo: undoPriceList,
}

/** Applies a batch. Rows that an earlier attempt of this run applied are left as they are. */
async function applyRows(tx: Tx, run: { id: string }, rows: readonly ImportRow[]): Promise<RowVerdict[]> {
  const done = await doneRows(tx, run.id, rows)
  const fresh = rows.filter(({ number }) => !done.has(number))
  const judged = await judgeRows(tx, fresh)
  const suppliers = new Set<string>()
  for (const { number, outcome } of judged) {
    if (outcome instanceof Refusal) continue
    suppliers.add(outcome.supplier_id)
    await applyRow(tx, run.id, number, outcome)
  }
  for (const supplier_id of suppliers) await tx.emit(offerChanged({ supplier_id }))
  const verdicts = new Map(judged.map((one) => [one.number, verdictOf(one)]))
  return rows.map(({ number }) => verdicts.get(number) ?? done.get(number) ?? { number, outcome: 'unchanged' })
}

async function applyRow(tx: Tx, run_id: string, row_number: number, row: PriceRow): Promise<void> {
  const { supplier_id, supplier_code, pack_size, pack_cost_minor, minimum_quantity, lead_time_days } = row
  const asked = { pack_size, pack_cost_minor, minimum_quantity, lead_time_days }
  const kept = { run_id, row_number }
  if (row.product_id === null) {
    const code = { id: newId(), supplier_id, supplier_code, description: row.description, ...asked, run_id }
    const unknown_code_id = await keepUnknownCode(tx, { ...code, seen_at: tx.now() })
    await keepImported(tx, [{ ...kept, unknown_code_id, outcome: 'created' }])
    return
  }
  const offer = row.offer ?? (await offerOfProduct(tx, supplier_id, row.product_id))
  if (offer === null) {
    const id = newId()
    const fresh = {
      id,
      supplier_id,
      product_id: row.product_id,
      supplier_code,
      supplier_name: row.description,
      ...asked,
    }
    await insertOffer(tx, { ...fresh, updated_at: tx.now(), updated_by: tx.actor.id })
    await keepPrice(tx, { id, pack_size, pack_cost_minor }, 'import')
    await keepImported(tx, [{ ...kept, offer_id: id, outcome: 'created', version: 1 }])
    tx.audit({
      action: 'offer.imported',
      thing: 'offer',
      thing_id: id,
      label: supplier_code,
      after: { ...asked, run_id },
    })
    return
  }
  const { id, version, product_id: _product, ...before } = offer
  await updateOffer(tx, id, { ...asked, supplier_code })
  if (before.pack_size !== pack_size || before.pack_cost_minor !== pack_cost_minor) {
    await keepPrice(tx, { id, pack_size, pack_cost_minor }, 'import')
  }
  await keepImported(tx, [
    { ...kept, offer_id: id, outcome: 'changed', before: JSON.stringify(before), version: version + 1 },
  ])
  tx.audit({
    action: 'offer.imported',
    thing: 'offer',
    thing_id: id,
    label: supplier_code,
    before,
    after: { ...asked, run_id },
  })
}

/** The supplier may have offered this product under another code, or none. */
async function offerOfProduct(tx: Tx, supplier_id: string, product_id: string) {
  const row = await tx.db
    .selectFrom('purchasing.offer')
    .select(['id', 'product_id', 'supplier_code', 'pack_size', 'pack_cost_minor', 'minimum_quantity', 'lead_time_days'])
    .select('version')
    .where('supplier_id', '=', supplier_id)
    .where('product_id', '=', product_id)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

async function doneRows(tx: Tx, run_id: string, rows: readonly ImportRow[]): Promise<Map<number, RowVerdict>> {
  if (rows.length === 0) return new Map()
  const known = await tx.db
    .selectFrom('purchasing.imported')
    .select(['row_number', 'outcome', 'offer_id', 'unknown_code_id'])
    .where('run_id', '=', run_id)
    .where(
      'row_number',
      'in',
      rows.map(({ number }) => number),
    )
    .execute()
  return new Map(
    known.map(({ row_number: number, outcome, offer_id, unknown_code_id }) => [
      number,
      {
        number,
        outcome: outcome === 'changed' ? 'changed' : 'created',
        thing_id: offer_id ?? unknown_code_id ?? run_id,
      },
    ]),
  )
}

function verdictOf({ number, outcome }: Judged): RowVerdict {
  if (outcome instanceof Refusal) {
    const { code, sentence: says, values } = outcome
    const column = typeof values.column === 'string' ? values.column : null
    return { number, outcome: 'refused', column, code, says, values }
  }
  if (outcome.product_id === null) return { number, outcome: 'created', note: 'unknown_code' }
  if (outcome.offer === null) return { number, outcome: 'created' }
  return isSame(outcome, outcome.offer)
    ? { number, outcome: 'unchanged' }
    : { number, outcome: 'changed', thing_id: outcome.offer.id }
}

const isSame = (row: PriceRow, offer: NonNullable<PriceRow['offer']>) =>
  row.pack_size === offer.pack_size &&
  row.pack_cost_minor === offer.pack_cost_minor &&
  row.minimum_quantity === offer.minimum_quantity &&
  row.lead_time_days === offer.lead_time_days
