import { z } from 'zod'
import { contract } from '#platform/contract'
import { ById, Id, PageQuery, pageOf } from '#platform/units'
import {
  CreateReservation,
  ReleaseReservation,
  ReservationOut,
  ReservationQuery,
  ReservationSummary,
} from './reservation-shapes.ts'
import {
  AdjustStock,
  AlertCounts,
  AlertOut,
  AlertQuery,
  Kardex,
  KardexQuery,
  LevelQuery,
  MovementDone,
  MovementOut,
  MovementQuery,
  Multiplier,
  OversellOut,
  RecordMovement,
  StockByWarehouse,
  StockReport,
  StockRow,
  StockTotal,
  TotalsQuery,
} from './shapes.ts'

export { countContract } from './count-contract.ts'
export type { CountLine, CountOut } from './count-shapes.ts'
export { placeContract } from './place-contract.ts'
export type { Bin, Lot, Valuation } from './place-shapes.ts'
export type { Reservation, ReservationState } from './reservation-shapes.ts'
export type { Alert, AlertLevel, Kardex, Movement, MovementKind, StockRow, StockTotal } from './shapes.ts'
export { transferContract } from './transfer-contract.ts'
export type { TransferOut } from './transfer-shapes.ts'

export const stockContract = contract({
  'GET /api/products/:id/stock-by-warehouse': {
    may: 'stock.see',
    says: 'On hand, reserved and available of a product in each warehouse.',
    params: ById,
    answers: { 200: StockByWarehouse },
  },
  'POST /api/products/:id/adjust-stock': {
    may: 'stock.adjust',
    says: 'Set, add or subtract stock in one warehouse, with a reason. Writes the ledger.',
    params: ById,
    body: AdjustStock,
    answers: { 200: MovementDone },
  },
  'GET /api/stock-levels': {
    may: 'stock.see',
    says: 'Stock of each product in each warehouse.',
    query: LevelQuery,
    answers: { 200: pageOf(StockRow) },
  },
  'GET /api/stock-totals': {
    may: 'stock.see',
    says: 'What there is of up to 200 products, over all warehouses or in one.',
    query: TotalsQuery,
    answers: { 200: z.object({ items: z.array(StockTotal) }) },
  },
  'GET /api/stock-movements': {
    may: 'stock.see',
    says: 'The stock ledger, newest first.',
    query: MovementQuery,
    answers: { 200: pageOf(MovementOut) },
  },
  'POST /api/stock-movements': {
    may: 'stock.move',
    says: 'Record goods coming in or going out by hand.',
    body: RecordMovement,
    answers: { 201: MovementDone },
  },
  'GET /api/stock-alerts': {
    may: 'stock.see',
    says: 'Active products at or near their minimum, worst first.',
    query: AlertQuery,
    answers: { 200: pageOf(AlertOut) },
  },
  'GET /api/stock-alerts/count': {
    may: 'stock.see',
    says: 'How many alerts there are of each level, in all and by warehouse.',
    query: z.object({ warehouse_id: Id.optional(), multiplier: Multiplier.optional() }),
    answers: { 200: AlertCounts },
  },
  'GET /api/stock-reservations': {
    may: 'stock.see',
    says: 'Reservations, newest first.',
    query: ReservationQuery,
    answers: { 200: pageOf(ReservationOut) },
  },
  'GET /api/stock-reservations/summary': {
    may: 'stock.see',
    says: 'What is reserved now, and the fifty products with most reserved units.',
    query: z.object({ warehouse_id: Id.optional() }),
    answers: { 200: ReservationSummary },
  },
  'POST /api/stock-reservations': {
    may: 'stock.reserve',
    says: 'Hold units for a limited time.',
    body: CreateReservation,
    answers: { 201: ReservationOut },
  },
  'POST /api/stock-reservations/:id/confirm': {
    may: 'stock.reserve',
    says: 'Make a pending reservation firm: it no longer expires.',
    params: ById,
    body: z.strictObject({}),
    answers: { 200: ReservationOut },
  },
  'POST /api/stock-reservations/:id/release': {
    may: 'stock.reserve',
    says: 'Give the units of a reservation back.',
    params: ById,
    body: ReleaseReservation,
    answers: { 200: ReservationOut },
  },
  'GET /api/stock-oversells': {
    may: 'stock.see',
    says: 'Places below zero that wait for a receipt or a correction.',
    query: PageQuery.extend({ warehouse_id: Id.optional() }),
    answers: { 200: pageOf(OversellOut) },
  },
  'GET /api/reports/kardex': {
    may: 'kardex.see',
    says: 'Stock card of a product: opening, movements with running quantity and value, closing.',
    query: KardexQuery,
    answers: { 200: Kardex },
  },
  'GET /api/reports/kardex/export': {
    may: 'kardex.see',
    says: 'The stock card of a product and a period, as CSV, XLSX or PDF.',
    query: KardexQuery.omit({ limit: true, cursor: true }).extend({
      format: z.enum(['csv', 'xlsx', 'pdf']).default('csv'),
    }),
    answers: { 200: z.string() },
    limit: 'export',
    raw: true,
  },
  'GET /api/reports/stock': {
    may: 'stock.see',
    says: 'Stock report: levels with their value and the totals of the whole selection.',
    query: LevelQuery,
    answers: { 200: StockReport },
  },
})
