import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, pageOf } from '#platform/units'
import {
  AbcQuery,
  AddEntries,
  CancelCount,
  CloseCount,
  CountLine,
  CountLineQuery,
  CountOut,
  CountQuery,
  CountSummary,
  CycleOut,
  OpenCount,
  PostCount,
  RecountLines,
} from './count-shapes.ts'

export const countContract = contract({
  'GET /api/stock-counts': {
    may: 'stock.see',
    says: 'Counts, newest first.',
    query: CountQuery,
    answers: { 200: pageOf(CountSummary) },
  },
  'GET /api/stock-counts/cycle': {
    may: 'stock.see',
    says: 'The ABC cycle of a warehouse: how many products of each class, and how many are due to be counted.',
    query: AbcQuery,
    answers: { 200: CycleOut },
  },
  'POST /api/stock-counts': {
    may: 'stock.count',
    says: 'Open a count of a warehouse: whole, a category, an ABC class, or some products. The shop goes on selling.',
    body: OpenCount,
    answers: { 201: CountOut },
  },
  'GET /api/stock-counts/:id': {
    may: 'stock.see',
    says: 'One count, how far it is, and from the review on what differs.',
    params: ById,
    answers: { 200: CountOut },
  },
  'GET /api/stock-counts/:id/lines': {
    may: 'stock.see',
    says: 'The lines of a count in the order one walks. A blind one hides what the books say until the review.',
    params: ById,
    query: CountLineQuery,
    answers: { 200: pageOf(CountLine) },
  },
  'POST /api/stock-counts/:id/entries': {
    may: 'stock.count',
    says: 'What was seen: scans that add up, or figures that replace them. The same entry id counts once.',
    params: ById,
    body: AddEntries,
    answers: { 200: z.object({ items: z.array(CountLine) }) },
    limit: 'counter',
  },
  'POST /api/stock-counts/:id/close': {
    may: 'stock.count',
    says: 'End the counting: each line is compared with the ledger at the moment it was counted.',
    params: ById,
    body: CloseCount,
    answers: { 200: CountOut },
  },
  'POST /api/stock-counts/:id/recount': {
    may: 'stock.count',
    says: 'Back to the shelves, with the named lines to be counted again.',
    params: ById,
    body: RecountLines,
    answers: { 200: CountOut },
  },
  'POST /api/stock-counts/:id/post': {
    may: 'stock.post_counts',
    says: 'Write the differences into the ledger. What was sold or received since the count stays as it is.',
    params: ById,
    body: PostCount,
    answers: { 200: CountOut },
  },
  'POST /api/stock-counts/:id/cancel': {
    may: 'stock.count',
    says: 'Drop a count. Nothing moves.',
    params: ById,
    body: CancelCount,
    answers: { 200: CountOut },
  },
})
