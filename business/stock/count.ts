import { thousandths } from '#platform/quantity'
import type { CountStatus } from './count-shapes.ts'
import { refuse } from './refusals.ts'

/** The life of a count. From review one may go back to the shelves; what is posted stays. */
export const countMoves: Record<CountStatus, readonly CountStatus[]> = {
  open: ['counting', 'cancelled'],
  counting: ['review', 'cancelled'],
  review: ['counting', 'posted', 'cancelled'],
  posted: [],
  cancelled: [],
}

export function assertCountCanMove(from: CountStatus, to: CountStatus): void {
  if (!countMoves[from].includes(to)) throw refuse.countCannotMove({ from, to })
}

/** Shelves are counted before the review, not after. */
export function assertCountGoesOn(status: CountStatus): void {
  if (status !== 'open' && status !== 'counting') throw refuse.countNotCounting({ status })
}

export type CountAct = 'count' | 'close' | 'recount' | 'post' | 'cancel'

export function nextCountActs(status: CountStatus): CountAct[] {
  if (status === 'open') return ['count', 'cancel']
  if (status === 'counting') return ['count', 'close', 'cancel']
  return status === 'review' ? ['recount', 'post', 'cancel'] : []
}

/** What a count is called on the stock card. */
export const countLabel = (number: number): string => `C-${number}`

/** What was seen of a line so far. */
export interface Tally {
  readonly counted: number | null
  readonly first_at: string | null
  readonly counted_at: string | null
}

export interface Seen {
  readonly mode: 'add' | 'set' | 'clear'
  readonly quantity: number
  readonly counted_at: string
}

/** A line after one more look: scans add up, a figure typed replaces them, and its time is that of the last look. */
export function tally(line: Tally, { mode, quantity, counted_at }: Seen): Tally {
  if (mode === 'clear') return { counted: null, first_at: null, counted_at: null }
  if (mode === 'set' || line.counted === null)
    return { counted: Math.max(quantity, 0), first_at: counted_at, counted_at }
  const sum = (thousandths(line.counted) + thousandths(quantity)) / 1000
  const times = [line.first_at ?? counted_at, line.counted_at ?? counted_at, counted_at].sort(byTime)
  return { counted: Math.max(sum, 0), first_at: times[0] ?? counted_at, counted_at: times[2] ?? counted_at }
}

const byTime = (a: string, b: string) => Date.parse(a) - Date.parse(b)
