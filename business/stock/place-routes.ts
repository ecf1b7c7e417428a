import { wantedVersion, withETag } from '#platform/http/etag'
import { answer, serve } from '#platform/http/serve'
import { changeBin, createBins, putInBin, takeFromBin } from './commands/keep-bins.ts'
import { putUnitsInLot, setLotRule } from './commands/keep-lots.ts'
import { acknowledgeAlerts } from './commands/watch-alerts.ts'
import { exportValuation } from './export-valuation.ts'
import { placeContract } from './place-contract.ts'
import { binById, listBins, productsInBin } from './queries/bins.ts'
import { listLots, looseUnits, lotRuleOf } from './queries/lots.ts'
import { stockValuation } from './queries/valuation.ts'

export const placeRoutes = serve(placeContract, {
  'GET /api/bins': ({ ctx, query }) => listBins(ctx, query),
  'POST /api/bins': async ({ ctx, body }) => answer({ items: await createBins(ctx, body) }, { status: 201 }),
  'GET /api/bins/:id': async ({ ctx, params }) => withETag(await binById(ctx, params.id)),
  'PATCH /api/bins/:id': async ({ ctx, params, body, request }) =>
    withETag(await changeBin(ctx, params.id, body, wantedVersion(request))),
  'GET /api/bins/:id/products': ({ ctx, params }) => productsInBin(ctx, params.id),
  'POST /api/bins/:id/products': async ({ ctx, params, body }) => {
    await putInBin(ctx, params.id, body.product_ids)
    return productsInBin(ctx, params.id)
  },
  'DELETE /api/bins/:id/products/:product_id': async ({ ctx, params }) => {
    await takeFromBin(ctx, params.id, params.product_id)
    return productsInBin(ctx, params.id)
  },
  'GET /api/products/:id/lot-rule': ({ ctx, params }) => lotRuleOf(ctx, params.id),
  'PUT /api/products/:id/lot-rule': ({ ctx, params, body }) => setLotRule(ctx, params.id, body),
  'GET /api/stock-lots': ({ ctx, query }) => listLots(ctx, query),
  'GET /api/stock-lots/loose': ({ ctx, query }) => looseUnits(ctx, query.warehouse_id),
  'POST /api/stock-lots': async ({ ctx, body }) => {
    await putUnitsInLot(ctx, body)
    return looseUnits(ctx, body.warehouse_id)
  },
  'POST /api/stock-alerts/acknowledge': async ({ ctx, body }) => ({
    acknowledged: await acknowledgeAlerts(ctx, body.items),
  }),
  'GET /api/reports/stock-valuation': ({ ctx, query }) => stockValuation(ctx, query),
  'GET /api/reports/stock-valuation/export': ({ ctx, query, reply }) => exportValuation(ctx, query, reply),
  // The drawing of symbols is loaded with the first label.
  'POST /api/labels': async ({ ctx, body, reply }) =>
    (await import('./labels/print-labels.ts')).printLabels(ctx, body, reply),
})
