import { newId } from '#platform/ids'
import { present } from '#platform/invariant'
import { type PastPurchase, type PastRequest, paySupplier, postPastOffers, setTerms } from '#purchasing'
import { contextAt, transactSoon } from '../at.ts'
import { type Random, seeded } from '../random.ts'
import { dayText } from './calendar.ts'
import { shopDay } from './shop-time.ts'
import { type Kind, productOf, type Stage } from './stage.ts'
import { suppliers } from './suppliers.ts'

const DAY_MS = 86_400_000
const PAYMENT_DAYS = 30
const TAX = 0.19
/** Older invoices are with the accountant. */
const INVOICES_DAYS = 75
const LATE_DAYS = [2, 9] as const
/** Requests are kept since the shop works with them; of most orders, what ran out first was asked for. */
const REQUESTS_DAYS = 370
const HOUR_MS = 3_600_000
const ASKED = 0.6

export type Receipt = Kind<'receipt'>
export interface DemoSupplier {
  readonly id: string
  readonly name: string
}

/**
 * Goods that came, as orders that were sent in time, received by the storekeeper, and charged: the shelves of the story,
 * with their papers.
 */
export function purchaseOf(stage: Stage, { at, place, supplier, lines }: Receipt): PastPurchase {
  const from = present(stage.suppliers[supplier], 'the story buys of those it knows')
  const { lead_days, late } = present(suppliers[supplier], 'a supplier has a lead time')
  const random = seeded((at.getTime() / 1000 + supplier * 7919) % 2_147_483_647)
  const delay = random.chance(late) ? random.whole(...LATE_DAYS) : 0
  const sent = Math.max(at.getTime() - (lead_days + delay) * DAY_MS, stage.begins.getTime())
  const net_minor = lines.reduce((sum, one) => sum + one.unit_cost * one.quantity, 0)
  const label = String(random.whole(10_000, 99_999))
  const isCharged = stage.now.getTime() - at.getTime() < INVOICES_DAYS * DAY_MS
  const day = dayText(shopDay(at))
  return {
    supplier: from,
    ...stage.places.at[place],
    ordered_at: new Date(sent),
    ordered_by: stage.team.gerente.actor,
    expected_on: dayText(shopDay(new Date(sent + lead_days * DAY_MS))),
    received_at: at,
    received_by: stage.team.bodeguero.actor,
    document_label: `GD-${label}`,
    lines: lines.map(({ sku, quantity, unit_cost }, nth) => {
      const { product_id, item } = productOf(stage, sku)
      const request = nth === 0 && random.chance(ASKED) ? requestOf(stage, new Date(sent), random) : undefined
      const line = { product_id, sku, name: item.name, unit: item.unit ?? 'unit', quantity }
      return { ...line, unit_cost_minor: unit_cost, request }
    }),
    invoice: isCharged
      ? {
          document_label: `F-${label}-${dayText(shopDay(at)).replaceAll('-', '')}-${place.slice(0, 2)}`,
          issued_on: day,
          due_on: dayText(new Date(shopDay(at).getTime() + PAYMENT_DAYS * DAY_MS)),
          net_minor,
          tax_minor: Math.round(net_minor * TAX),
          recorded_at: new Date(at.getTime() + 3_600_000),
        }
      : undefined,
  }
}

/** Asked for some hours before it was ordered: mostly by an alert, now and then by who stood before the empty shelf. */
function requestOf(stage: Stage, sent: Date, random: Random): PastRequest | undefined {
  if (stage.now.getTime() - sent.getTime() > REQUESTS_DAYS * DAY_MS || sent <= stage.begins) return undefined
  const at = new Date(Math.max(sent.getTime() - random.whole(1, 20) * HOUR_MS, stage.begins.getTime()))
  const isAlert = random.chance(0.75)
  return { at, by: isAlert ? stage.team.gerente.actor : stage.team.bodeguero.actor, source: isAlert ? 'alert' : 'hand' }
}

/** What each supplier sells and asks for today, and what was agreed with them. */
export async function agreeWithSuppliers(stage: Stage, costs: ReadonlyMap<string, { cost: number }>, now: Date) {
  await transactSoon(contextAt(stage.ctx, stage.team.gerente.actor, now), async (tx) => {
    const known = stage.suppliers
    const goods = [...stage.shelved].filter(([, { item }]) => item.kind === 'good')
    await postPastOffers(
      tx,
      goods.map(([sku, { item, product_id }]) => ({
        supplier: present(known[item.supplier], 'every good has its supplier'),
        product_id,
        supplier_code: `${item.supplier + 1}-${sku}`,
        unit_cost_minor: costs.get(sku)?.cost ?? item.cost,
      })),
    )
    for (const [at, { lead_days }] of suppliers.entries()) {
      const minimum_minor = 60_000 + at * 15_000
      await setTerms(tx, present(known[at], 'the shop knows its suppliers').id, {
        minimum_minor,
        freight_minor: at % 2 === 0 ? 0 : 8_000,
        free_freight_minor: at % 2 === 0 ? null : minimum_minor * 3,
        lead_time_days: lead_days,
      })
    }
  })
}

/** At the end of the month the manager pays what fell due, one transfer a supplier. */
export async function payWhatIsDue(stage: Stage, now: Date): Promise<void> {
  const due = await stage.ctx.db
    .selectFrom('purchasing.invoice')
    .select(['supplier_id', ({ fn }) => fn.sum<number>('total').as('amount')])
    .where('status', '=', 'open')
    .where('due_on', '<', dayText(shopDay(now)))
    .groupBy('supplier_id')
    .orderBy('supplier_id')
    .execute()
  for (const [at, { supplier_id, amount }] of due.entries()) {
    await transactSoon(contextAt(stage.ctx, stage.team.gerente.actor, now), (tx) =>
      paySupplier(tx, supplier_id, {
        id: newId(),
        amount: Number(amount),
        method: 'transfer',
        reference: `TEF-${40_021 + at * 13}`,
        store_id: stage.places.at.maipu.store_id,
      }),
    )
  }
}
