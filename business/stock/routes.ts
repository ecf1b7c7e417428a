import { serve } from '#platform/http/serve'
import { adjustStock } from './commands/adjust-stock.ts'
import { confirmReservation } from './commands/confirm-reservation.ts'
import { holdStock } from './commands/hold-stock.ts'
import { recordMovement } from './commands/record-movement.ts'
import { releaseReservation } from './commands/release-reservation.ts'
import { stockContract } from './contract.ts'
import { exportKardex } from './export-kardex.ts'
import { countAlerts, listAlerts } from './queries/alerts.ts'
import { kardexOf } from './queries/kardex.ts'
import { listLevels, stockReport } from './queries/levels.ts'
import { listMovements } from './queries/movements.ts'
import { listOversells } from './queries/oversells.ts'
import { listReservations, reservationSummary } from './queries/reservations.ts'
import { stockByWarehouse } from './queries/stock-by-warehouse.ts'
import { stockTotals } from './queries/totals.ts'

export const routes = serve(stockContract, {
  'GET /api/products/:id/stock-by-warehouse': ({ ctx, params }) => stockByWarehouse(ctx, params.id),
  'POST /api/products/:id/adjust-stock': ({ ctx, params, body }) =>
    adjustStock(ctx, { ...body, product_id: params.id }),
  'GET /api/stock-levels': ({ ctx, query }) => listLevels(ctx, query),
  'GET /api/stock-totals': async ({ ctx, query }) => ({ items: await stockTotals(ctx, query) }),

  'GET /api/stock-movements': ({ ctx, query }) => listMovements(ctx, query),
  'POST /api/stock-movements': ({ ctx, body }) => recordMovement(ctx, body),

  'GET /api/stock-alerts': ({ ctx, query }) => listAlerts(ctx, query),
  'GET /api/stock-alerts/count': ({ ctx, query }) => countAlerts(ctx, query),

  'GET /api/stock-reservations': ({ ctx, query }) => listReservations(ctx, query),
  'GET /api/stock-reservations/summary': ({ ctx, query }) => reservationSummary(ctx, query),
  'POST /api/stock-reservations': ({ ctx, body }) => holdStock(ctx, body),
  'POST /api/stock-reservations/:id/confirm': ({ ctx, params }) => confirmReservation(ctx, params.id),
  'POST /api/stock-reservations/:id/release': ({ ctx, params, body }) =>
    releaseReservation(ctx, { id: params.id, reason: body.reason }),
  'GET /api/stock-oversells': ({ ctx, query }) => listOversells(ctx, query),

  'GET /api/reports/kardex': ({ ctx, query }) => kardexOf(ctx, query),
  'GET /api/reports/kardex/export': ({ ctx, query, reply }) => exportKardex(ctx, query, reply),
  'GET /api/reports/stock': ({ ctx, query }) => stockReport(ctx, query),
})
