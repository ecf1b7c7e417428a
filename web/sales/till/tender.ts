// What the customer gives: several methods, change from cash, coins that do not exist rounded away. Pure.

export type Tender = { method: string; amount: number; reference?: string }

export type Paid = {
  /** Still missing, before rounding. */
  due: number
  /** What closes the sale in cash: `due` rounded to the smallest coin. */
  cashDue: number
  change: number
  isCovered: boolean
}

/** Rounds to the nearest multiple of the smallest coin; half goes down, as Chile's law says (…5 → down). */
export function roundCash(amount: number, coin: number): number {
  if (coin <= 1) return amount
  const rest = amount % coin
  return rest * 2 <= coin ? amount - rest : amount - rest + coin
}

export function paidWith(
  total: number,
  tenders: readonly Tender[],
  isCash: (method: string) => boolean,
  coin: number,
): Paid {
  const elsewhere = sum(tenders.filter(({ method }) => !isCash(method)))
  const cash = sum(tenders.filter(({ method }) => isCash(method)))
  const afterCards = total - elsewhere
  const cashDue = roundCash(Math.max(0, afterCards), coin)
  const isCovered = afterCards <= 0 || (cash > 0 && cash >= cashDue)
  return {
    due: isCovered ? 0 : Math.max(0, afterCards - cash),
    cashDue: Math.max(0, cashDue - cash),
    change: isCovered ? Math.max(0, cash - cashDue) : 0,
    isCovered,
  }
}

const sum = (tenders: readonly Tender[]) => tenders.reduce((total, { amount }) => total + amount, 0)

/** Notes people are likely to hand over: the next multiples of what there is in a wallet. */
export function likelyCash(due: number, notes: readonly number[]): number[] {
  const offers = notes.map((note) => Math.ceil(due / note) * note).filter((offer) => offer > due)
  return [...new Set(offers)].sort((a, b) => a - b).slice(0, 3)
}

/** What people hold in their hand: multiples of the notes, in minor units, from what a coffee costs upwards. */
export function notesOf(coin: number): number[] {
  const unit = Math.max(coin, 1) * 100
  return [unit, 5 * unit, 10 * unit, 20 * unit, 50 * unit, 100 * unit]
}
