import { groupBy } from '#platform/group-by'
import { dayText } from './calendar.ts'
import { shopDay } from './shop-time.ts'
import type { Kind } from './stage.ts'
import type { StoryEvent } from './story.ts'

const DAY_MS = 86_400_000
const MONTHS_DAYS = 190

/** Pails and drums ordered by telephone, at their price: what the central warehouse sends to firms. */
const canBeSent = (event: StoryEvent): event is Kind<'sale'> =>
  event.kind === 'sale' &&
  event.by_phone &&
  event.customer !== null &&
  event.lines.every(({ discount_minor }) => discount_minor === 0)

/**
 * Which sales are told parcel by parcel: one in each of the last months, best on a day on which something came back too,
 * and those of the days that are lived one by one anyway. Nothing of them is given back over the counter.
 */
export function sentAsParcels(
  events: readonly StoryEvent[],
  now: Date,
  on_account: ReadonlySet<number>,
): ReadonlySet<number> {
  const refunded = new Set(events.flatMap((event) => (event.kind === 'refund' ? [event.sale] : [])))
  const late = events.filter(({ at }) => now.getTime() - at.getTime() < MONTHS_DAYS * DAY_MS)
  const days = [...groupBy(late, ({ at }) => dayText(shopDay(at)))]
    .map(([day, of_day]) => ({
      month: day.slice(0, 7),
      parcel: of_day.filter(canBeSent).find(({ key }) => !refunded.has(key)),
      has_refund: of_day.some(({ kind }) => kind === 'refund'),
      is_lived: of_day.some((event) => event.kind === 'sale' && on_account.has(event.key)),
    }))
    .filter(({ parcel }) => parcel !== undefined)
  const monthly = [...groupBy(days, ({ month }) => month).values()].map(
    (of_month) => of_month.find(({ has_refund }) => has_refund) ?? of_month[0],
  )
  const chosen = [...monthly, ...days.filter(({ is_lived }) => is_lived)]
  return new Set(chosen.flatMap(({ parcel }) => (parcel ? [parcel.key] : [])))
}
