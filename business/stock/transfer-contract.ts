import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, pageOf } from '#platform/units'
import {
  CancelTransfer,
  ChangeStockSettings,
  ChangeTransfer,
  CreateTransfer,
  ReceiveTransfer,
  StockSettings,
  TransferOut,
  TransferQuery,
  TransferSummary,
} from './transfer-shapes.ts'

export const transferContract = contract({
  'GET /api/stock-transfers': {
    may: 'stock.see',
    says: 'Transfers that leave from, or go to, a warehouse one works in; newest first.',
    query: TransferQuery,
    answers: { 200: pageOf(TransferSummary) },
  },
  'POST /api/stock-transfers': {
    may: 'stock.transfer',
    says: 'Write a transfer down as a draft. Nothing moves yet.',
    body: CreateTransfer,
    answers: { 201: TransferOut },
  },
  'GET /api/stock-transfers/:id': {
    may: 'stock.see',
    says: 'One transfer with its lines.',
    params: ById,
    answers: { 200: TransferOut },
  },
  'PATCH /api/stock-transfers/:id': {
    may: 'stock.transfer',
    says: 'Change the lines or the note of a draft. With `If-Match`, only the version that was seen.',
    params: ById,
    body: ChangeTransfer,
    answers: { 200: TransferOut },
  },
  'POST /api/stock-transfers/:id/send': {
    may: 'stock.transfer',
    says: 'The goods leave: every line or none. They count as incoming at the other end.',
    params: ById,
    body: z.strictObject({}),
    answers: { 200: TransferOut },
  },
  'POST /api/stock-transfers/:id/receive': {
    may: 'stock.transfer',
    says: 'The goods arrive at what they cost when they left. A difference is explained and becomes an adjustment.',
    params: ById,
    body: ReceiveTransfer,
    answers: { 200: TransferOut },
  },
  'POST /api/stock-transfers/:id/cancel': {
    may: 'stock.transfer',
    says: 'Drop a draft. What already travels is received instead.',
    params: ById,
    body: CancelTransfer,
    answers: { 200: TransferOut },
  },
  'GET /api/stock-settings': {
    may: 'stock.see',
    says: 'How this business likes its warehouse run.',
    answers: { 200: StockSettings },
  },
  'PATCH /api/stock-settings': {
    may: 'stock.settings',
    says: 'Change how the warehouse is run.',
    body: ChangeStockSettings,
    answers: { 200: StockSettings },
  },
})
