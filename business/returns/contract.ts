import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, Day, Id, line, PageQuery, pageOf } from '#platform/units'
import {
  DecideLine,
  ExchangeReturn,
  NewReturn,
  ReasonsOut,
  ReceiveReturn,
  ReturnableOut,
  ReturnOut,
  ReturnReason,
  ReturnState,
  ReturnSummaryOut,
  SettleReturn,
} from './wire.ts'

export type { Disposition, ReturnableOut, ReturnOut, ReturnReason, ReturnState, ReturnSummaryOut } from './wire.ts'

const Act = { params: ById, answers: { 200: ReturnOut }, limit: 'counter' } as const
const Period = z.object({ store_id: Id.optional(), from: Day.optional(), to: Day.optional() })

export const returnsContract = contract({
  'GET /api/returns': {
    may: 'returns.see',
    says: 'Goods returned by customers, newest first, with their reason; `q` searches number, order, document and customer.',
    query: PageQuery.extend({
      state: ReturnState.optional(),
      reason: ReturnReason.optional(),
      order_id: Id.optional(),
      customer_id: Id.optional(),
      warehouse_id: Id.optional(),
      ...Period.shape,
    }),
    answers: { 200: pageOf(ReturnSummaryOut) },
  },
  'GET /api/returns/returnable': {
    may: 'returns.see',
    says: 'What of an order can still come back, line by line: by the order, or by its number, document or receipt code.',
    query: z.object({ order_id: Id.optional(), code: line(120).optional() }),
    answers: { 200: ReturnableOut },
  },
  'GET /api/returns/reasons': {
    may: 'returns.see',
    says: 'Why goods came back in a period, and which.',
    query: Period,
    answers: { 200: ReasonsOut },
  },
  'POST /api/returns': {
    may: 'returns.take',
    says: 'Ask to return lines of an order that was handed over; never more than was sold, also when two ask at once.',
    body: NewReturn,
    answers: { 201: ReturnOut },
    limit: 'counter',
  },
  'GET /api/returns/:id': { may: 'returns.see', says: 'One return.', params: ById, answers: { 200: ReturnOut } },
  'POST /api/returns/:id/receive': {
    ...Act,
    may: 'returns.take',
    says: 'The goods are here: each line goes back to the shelf, to quarantine, to scrap, or waits for the supplier.',
    body: ReceiveReturn,
  },
  'POST /api/returns/:id/settle': {
    ...Act,
    may: 'returns.settle',
    says: 'Give the money back, or credit, with one nota de crédito.',
    body: SettleReturn,
  },
  'POST /api/returns/:id/exchange': {
    ...Act,
    may: 'returns.settle',
    says: 'Other goods in one go: the difference is paid, or goes back.',
    body: ExchangeReturn,
  },
  'POST /api/returns/:id/reject': {
    ...Act,
    may: 'returns.settle',
    says: 'Refuse a return whose goods did not come, with the reason.',
    body: z.strictObject({ reason: line(300) }),
  },
  'POST /api/returns/:id/decide': {
    ...Act,
    may: 'returns.decide',
    says: 'Decide about goods in quarantine: back to the shelf, scrap, or sent to the supplier.',
    body: DecideLine,
  },
})
