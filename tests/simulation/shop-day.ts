import type { Campaign } from '../chaos/harness/campaign.ts'
import { adjust, closeTill, moveCash, openTill, takeAbono } from './back-room.ts'
import { bringBack, giveBack, handOver, sell, sellOnAccount, takeOrder } from './selling.ts'
import type { Clerk, Stage } from './stage.ts'

/** From the first float to the last count. */
export async function liveDay(campaign: Campaign, stage: Stage, acts: number): Promise<void> {
  for (const clerk of stage.clerks) await openTill(campaign, stage, clerk)
  await Promise.all(
    stage.clerks.map(async (clerk) => {
      for (let n = 0; n < acts && campaign.violations.length === 0; n++) await act(campaign, stage, clerk)
    }),
  )
  for (const clerk of stage.clerks) await closeTill(campaign, stage, clerk)
}

async function act(campaign: Campaign, stage: Stage, clerk: Clerk): Promise<void> {
  const chosen = campaign.random.weighted([12, 3, 3, 3, 2, 2, 2, 2, 1])
  const all = [sell, sellOnAccount, takeOrder, handOver, giveBack, bringBack, adjust, moveCash, takeAbono] as const
  await (all[chosen] ?? sell)(campaign, stage, clerk)
}

/** At closing time shelves, money and debts are what the simulation wrote down, to the unit and the peso. */
export async function judgeDay(
  campaign: Campaign,
  day: number,
  { shop, goods, ledger, customers }: Stage,
): Promise<void> {
  for (const { id } of goods) {
    const { on_hand } = await shop.onHand(id)
    const expected = ledger.shelves.get(id) ?? 0
    if (on_hand !== expected) campaign.violate(`day ${day}: ${on_hand} on the shelf, ${expected} in the own ledger`)
  }
  const entries = await shop.db
    .selectFrom('money.entry')
    .select(({ fn }) => ['method', fn.sum<number>('amount').as('sum')])
    .where('method', 'in', ['cash', 'debit'])
    .groupBy('method')
    .execute()
  for (const method of ['cash', 'debit']) {
    const sum = Number(entries.find((one) => one.method === method)?.sum ?? 0)
    const expected = ledger.money.get(method) ?? 0
    if (sum !== expected) campaign.violate(`day ${day}: ${sum} by ${method}, ${expected} in the own ledger`)
  }
  for (const id of customers) {
    const account = await shop.db
      .selectFrom('money.account')
      .select('debt_minor')
      .where('party_id', '=', id)
      .executeTakeFirst()
    const expected = ledger.debts.get(id) ?? 0
    if ((account?.debt_minor ?? 0) !== expected)
      campaign.violate(`day ${day}: a debt of ${account?.debt_minor}, ${expected} in the own ledger`)
  }
}
