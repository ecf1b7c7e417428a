import { wantedVersion, withETag } from '#platform/http/etag'
import { serve } from '#platform/http/serve'
import { cancelFulfilment } from './commands/cancel-fulfilment.ts'
import { editFulfilment } from './commands/edit-fulfilment.ts'
import { editShipment, retryShipment } from './commands/move-shipment.ts'
import { createFulfilment } from './commands/open-fulfilment.ts'
import { pack } from './commands/pack.ts'
import { endPicking, pick, start, unpick } from './commands/pick.ts'
import { createShipment } from './commands/ship.ts'
import { shortPick } from './commands/short-pick.ts'
import { reserveWaiting, splitFulfilment } from './commands/split-fulfilment.ts'
import { fulfilmentContract } from './contract.ts'
import { packingSlip } from './packing-slip.ts'
import { fulfilmentBy, listFulfilments, stepsOf } from './queries.ts'
import { boardOf } from './queries-board.ts'
import { pickListOf } from './queries-picking.ts'
import { listShipments, shipmentById } from './queries-shipments.ts'
import { trackingOf } from './queries-tracking.ts'

export const routes = serve(fulfilmentContract, {
  'GET /api/fulfilments': ({ ctx, query }) => listFulfilments(ctx, query),
  'GET /api/fulfilments/board': ({ ctx, query }) => boardOf(ctx, query),
  'POST /api/fulfilments': async ({ ctx, body }) =>
    withETag(await fulfilmentBy(ctx, await createFulfilment(ctx, body))),
  'GET /api/fulfilments/:number': async ({ ctx, params }) => withETag(await fulfilmentBy(ctx, params.number)),
  'PATCH /api/fulfilments/:number': async ({ ctx, params, body, request }) => {
    await editFulfilment(ctx, params.number, body, wantedVersion(request))
    return withETag(await fulfilmentBy(ctx, params.number))
  },
  'DELETE /api/fulfilments/:number': async ({ ctx, params, query }) => {
    await cancelFulfilment(ctx, params.number, query.reason)
    return fulfilmentBy(ctx, params.number)
  },
  'GET /api/fulfilments/:number/history': ({ ctx, params }) => stepsOf(ctx, params.number),
  'GET /api/fulfilments/:number/packing-slip': async ({ ctx, params, reply }) => {
    const { name, pdf } = await packingSlip(ctx, params.number)
    const file = encodeURIComponent(`${name}.pdf`)
    return reply.type('application/pdf').header('content-disposition', `inline; filename*=UTF-8''${file}`).send(pdf)
  },

  'GET /api/pick-list': ({ ctx, query }) => pickListOf(ctx, query),
  'POST /api/picks': ({ ctx, body }) => pick(ctx, body),
  'POST /api/fulfilments/:number/start': async ({ ctx, params }) => {
    await start(ctx, params.number)
    return fulfilmentBy(ctx, params.number)
  },
  'POST /api/fulfilments/:number/unpicks': async ({ ctx, params, body }) => {
    await unpick(ctx, params.number, body)
    return fulfilmentBy(ctx, params.number)
  },
  'POST /api/fulfilments/:number/short-picks': async ({ ctx, params, body }) => {
    await shortPick(ctx, params.number, body)
    return fulfilmentBy(ctx, params.number)
  },
  'POST /api/fulfilments/:number/picked': async ({ ctx, params }) => {
    await endPicking(ctx, params.number)
    return fulfilmentBy(ctx, params.number)
  },
  'POST /api/fulfilments/:number/packs': async ({ ctx, params, body }) => {
    await pack(ctx, params.number, body)
    return fulfilmentBy(ctx, params.number)
  },
  'POST /api/fulfilments/:number/split': async ({ ctx, params, body }) =>
    fulfilmentBy(ctx, await splitFulfilment(ctx, params.number, body.lines)),
  'POST /api/fulfilments/:number/reserve': async ({ ctx, params }) => {
    await reserveWaiting(ctx, params.number)
    return fulfilmentBy(ctx, params.number)
  },

  'GET /api/shipments': ({ ctx, query }) => listShipments(ctx, query),
  'POST /api/shipments': async ({ ctx, body }) => withETag(await shipmentById(ctx, await createShipment(ctx, body))),
  'GET /api/shipments/:id': async ({ ctx, params }) => withETag(await shipmentById(ctx, params.id)),
  'PATCH /api/shipments/:id': async ({ ctx, params, body, request }) => {
    await editShipment(ctx, params.id, body, wantedVersion(request))
    return withETag(await shipmentById(ctx, params.id))
  },
  'POST /api/shipments/:id/retry': async ({ ctx, params, body }) =>
    shipmentById(ctx, await retryShipment(ctx, params.id, body)),
  'GET /api/tracking/:token': async ({ ctx, params, reply }) => {
    reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex')
    return reply.send(await trackingOf(ctx, params.token))
  },
})
