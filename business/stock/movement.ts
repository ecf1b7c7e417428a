import type { MovementKind } from './shapes.ts'

/** The document that made goods move. No movement is without one. */
export interface Cause {
  readonly kind: string
  readonly id: string
  readonly label?: string | undefined
}

/** What left or came, and what it cost: the whole quantity's, in minor units. */
export interface MovedLine {
  readonly product_id: string
  readonly warehouse_id: string
  readonly quantity: number
  readonly cost_minor: number
}

export type KindIn = Extract<MovementKind, 'receipt' | 'return' | 'adjustment' | 'transfer_in' | 'count' | 'opening'>
export type KindOut = Extract<
  MovementKind,
  'sale' | 'return' | 'adjustment' | 'transfer_out' | 'consumption' | 'count' | 'scrap'
>

const kindsIn: readonly string[] = ['receipt', 'return', 'adjustment', 'transfer_in', 'count', 'opening']
const kindsOut: readonly string[] = ['sale', 'return', 'adjustment', 'transfer_out', 'consumption', 'count', 'scrap']

export const isKindIn = (kind: MovementKind): kind is KindIn => kindsIn.includes(kind)
export const isKindOut = (kind: MovementKind): kind is KindOut => kindsOut.includes(kind)
