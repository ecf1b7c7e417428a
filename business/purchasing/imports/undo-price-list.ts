import { z } from 'zod'
import type { Tx } from '#platform/context'
import { forgetUnknownCodes, updateOffer } from '../records.ts'
import { text } from '../text.ts'

const Before = z.object({
  supplier_code: z.string().nullable(),
  pack_size: z.number(),
  pack_cost_minor: z.number(),
  minimum_quantity: z.number(),
  lead_time_days: z.number().nullable(),
})

/** Takes a price list back: new offers are archived, changed ones get their price again, unknown codes are forgotten. */
export async function undoPriceList(tx: Tx, run: { id: string }) {
  const rows = await tx.db
    .selectFrom('purchasing.imported as i')
    .leftJoin('purchasing.offer as o', 'o.id', 'i.offer_id')
    .leftJoin('catalog.product as p', 'p.id', 'o.product_id')
    .where('i.run_id', '=', run.id)
    .select(['i.row_number', 'i.outcome', 'i.before', 'i.version', 'i.offer_id', 'o.version as version_now', 'p.name'])
    .select(['o.archived_at'])
    .orderBy('i.row_number')
    .execute()
  const blocked: { thing: string; label: string; says: (typeof text)['importUsedSince'] }[] = []
  let undone = 0
  for (const row of rows) {
    if (row.offer_id === null || row.archived_at !== null) continue
    if (row.version_now !== row.version) {
      blocked.push({ thing: 'offer', label: row.name ?? '', says: text.importUsedSince })
      continue
    }
    if (row.outcome === 'created') await updateOffer(tx, row.offer_id, { archived_at: tx.now(), is_preferred: false })
    if (row.outcome === 'changed') await updateOffer(tx, row.offer_id, Before.parse(row.before))
    undone += 1
  }
  undone += await forgetUnknownCodes(tx, run.id)
  tx.audit({ action: 'price_list.import_undone', thing: 'import', thing_id: run.id, after: { undone } })
  return { undone, blocked }
}
