import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { eachAhead } from '#platform/soon'
import { transactSoon } from '../at.ts'
import type { Team, TeamOptions } from '../demo-people.ts'
import type { Progress } from '../progress.ts'
import { explain } from './explain.ts'
import { openRetailer } from './open-retailer.ts'
import { planReceipts, type RetailReceipt } from './plan-receipts.ts'
import { planTrade, type RetailTrade } from './plan-trade.ts'
import { daysOf, postTrade, readyTrade } from './post-trade.ts'
import { readLines } from './read-lines.ts'
import { pounds, tellReport } from './tell-report.ts'

export interface OnlineRetailOptions extends Omit<TeamOptions, 'domain' | 'names'> {
  readonly progress: Progress
  /** Written in the transaction that opens the shop: what fills this database. */
  readonly claim: (tx: Tx) => Promise<void>
  /** Only what the file tells of before this day; all of it without one. */
  readonly until?: string
}

/** Two years of a British gift retailer, line by line as the file has them, and what the file leaves out, labelled. */
export async function loadOnlineRetail(ctx: Ctx, options: OnlineRetailOptions): Promise<Team> {
  const { progress, claim, until = '9999', ...team } = options
  const lines = (await readLines()).filter(({ at }) => at < until)
  const told = explain(lines)
  const [es, en] = [tellReport(told, 'es'), tellReport(told, 'en')]
  for (const [at, row] of es.entries()) progress({ es: row, en: en[at] ?? row })
  const trade = planTrade(lines)
  const receipts = planReceipts(trade)
  tellTrade(trade, receipts.length, progress)
  const retailer = await transact(ctx, async (tx) => {
    await claim(tx)
    return openRetailer(tx, lines, team)
  })
  await eachAhead(
    partsOf(trade, receipts),
    async ({ batch, ends }) => ({ ends, ready: await readyTrade(retailer, batch) }),
    async ({ ready, ends }) => {
      await transactSoon(ctx, (tx) => postTrade(tx, retailer, ready))
      if (ends !== undefined) progress({ es: `Cargado ${ends}.`, en: `Loaded ${ends}.` })
    },
  )
  return retailer.team
}

/** Part by part; the last one of a month says so. */
function* partsOf(trade: RetailTrade, receipts: readonly RetailReceipt[]) {
  for (const { month, batches } of daysOf(trade, receipts)) {
    for (const [at, batch] of batches.entries()) yield { batch, ends: at === batches.length - 1 ? month : undefined }
  }
}

/** The file's total as the books have it: sales less what went back and what was paid in fees. */
function tellTrade({ sales, returns, charges }: RetailTrade, receipts: number, progress: Progress): void {
  const sum = (of: readonly { amount_minor: number }[]) => of.reduce((all, { amount_minor }) => all + amount_minor, 0)
  const made = sales.filter(({ made_for }) => made_for !== undefined)
  const sold = sales.reduce((all, { total_minor, made_for }) => all + (made_for === undefined ? total_minor : 0), 0)
  const say = (pence: number) => pounds(pence * 10)
  const [sales_said, back, fees] = [say(sold), say(sum(returns)), say(sum(charges))]
  const total = say(sold - sum(returns) - sum(charges))
  progress({
    es: `Total ${total} = ventas ${sales_said} − devoluciones ${back} − cargos ${fees}.`,
    en: `Total ${total} = sales ${sales_said} − refunds ${back} − charges ${fees}.`,
  })
  progress({
    es: `Puesto por el cargador: ${receipts} ingresos de mercadería y ${made.length} compras anteriores al archivo.`,
    en: `Made by the loader: ${receipts} receipts of goods and ${made.length} purchases before the file.`,
  })
}
