import { refuse } from './refusals.ts'
import type { TransferStatus } from './transfer-shapes.ts'

/** The life of a transfer. What travels is in neither warehouse, so it is received, never taken back on paper. */
export const transferMoves: Record<TransferStatus, readonly TransferStatus[]> = {
  draft: ['in_transit', 'cancelled'],
  in_transit: ['received'],
  received: [],
  cancelled: [],
}

export function assertTransferCanMove(from: TransferStatus, to: TransferStatus): void {
  if (!transferMoves[from].includes(to)) throw refuse.transferCannotMove({ from, to })
}

/** Its lines change only while nothing has left. */
export function assertTransferDraft(status: TransferStatus): void {
  if (status !== 'draft') throw refuse.transferNotDraft({ status })
}

export type TransferAct = 'edit' | 'send' | 'receive' | 'cancel'

/** What may be done next, by somebody who works at one end, at the other, or at both. */
export function nextTransferActs(status: TransferStatus, works: { at_from: boolean; at_to: boolean }): TransferAct[] {
  if (status === 'draft' && works.at_from) return ['edit', 'send', 'cancel']
  return status === 'in_transit' && works.at_to ? ['receive'] : []
}

/** What a transfer is called on the stock card. */
export const transferLabel = (number: number): string => `T-${number}`
