/**
 * The simulation's own book, kept in whole units and pesos beside the program and never read from it: what should be on
 * the shelves, in the drawers and in the bank at closing time.
 */
export interface OwnLedger {
  readonly shelves: Map<string, number>
  /** Money that came in and went out, by method. */
  readonly money: Map<string, number>
  /** What each open drawer should hold, by session. */
  readonly drawers: Map<string, number>
  readonly debts: Map<string, number>
}

export const emptyLedger = (): OwnLedger => ({
  shelves: new Map(),
  money: new Map(),
  drawers: new Map(),
  debts: new Map(),
})

export function add(book: Map<string, number>, key: string, amount: number): void {
  book.set(key, (book.get(key) ?? 0) + amount)
}
