import fc from 'fast-check'
import { newId } from '../../../platform/ids.ts'
import type { Reply, Worker } from '../../support/open-shop.ts'
import type * as tiny from './tiny-shop.ts'
import type { WideShop } from './wide-shop.ts'

/** The real shop as one lane of the campaign sees it: goods, a customer and a till of its own. */
export interface Lane {
  readonly shop: WideShop
  readonly seller: Worker
  readonly products: readonly string[]
  readonly customer_id: string
  readonly till_id: string
  /** Somebody who was never here before. */
  readonly stranger: () => Worker
  /** The payments of a document, as the table has them. */
  readonly chargesOf: (document_id: string) => Promise<readonly string[]>
  /** Asked after every command: both must say the same. */
  readonly compare: (model: tiny.TinyShop, order: tiny.TinyOrder | undefined) => Promise<void>
  readonly played: () => void
}

export type Command = fc.AsyncCommand<tiny.TinyShop, Lane>
export type Play = (model: tiny.TinyShop, lane: Lane) => Promise<tiny.TinyOrder | undefined>

export function command(says: string, play: Play, check: (model: tiny.TinyShop) => boolean = () => true): Command {
  return {
    check,
    run: async (model, lane) => {
      const touched = await play(model, lane)
      lane.played()
      await lane.compare(model, touched)
    },
    toString: () => says,
  }
}

/** The answer must be the one that the notebook expects. */
export function expectStatus(what: string, { status, body, text }: Reply, expected: number, code?: string): void {
  if (status === expected && (code === undefined || body?.code === code)) return
  throw new Error(`${what}: ${status} instead of ${expected} ${code ?? ''}: ${text.slice(0, 300)}`)
}

export const nth = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)]
export const send = (lane: Lane, path: string, body: object = {}) => lane.seller.post(path, body, { key: newId() })
export const itemsOf = (lane: Lane, lines: tiny.TinyOrder['lines']) =>
  lines.map(({ product, quantity }) => ({ product_id: lane.products[product] ?? '', quantity }))

export const product = fc.nat(1)
export const quantity = fc.integer({ min: 1, max: 4 })
export const lines = fc.array(fc.record({ product, quantity }), { minLength: 1, maxLength: 3 })
export const which = fc.nat(30)
export const tender = fc.constantFrom('cash', 'debit', 'on_account')
