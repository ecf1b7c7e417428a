import { wantedVersion, withETag } from '#platform/http/etag'
import { serve } from '#platform/http/serve'
import { archiveWarehouse } from './commands/archive-warehouse.ts'
import { changeSettings } from './commands/change-settings.ts'
import { changeStore } from './commands/change-store.ts'
import { changeTill } from './commands/change-till.ts'
import { changeWarehouse } from './commands/change-warehouse.ts'
import { createStore } from './commands/create-store.ts'
import { createTill } from './commands/create-till.ts'
import { createWarehouse } from './commands/create-warehouse.ts'
import { switchFeatures } from './commands/switch-features.ts'
import { companyContract } from './contract.ts'
import { exportWarehouses } from './export-warehouses.ts'
import {
  featuresOf,
  listStores,
  listTills,
  listWarehouses,
  settingsOf,
  storeById,
  tillById,
  warehouseById,
} from './queries.ts'

export const routes = serve(companyContract, {
  'GET /api/settings': async ({ ctx }) => withETag(await settingsOf(ctx)),
  'PATCH /api/settings': async ({ ctx, body, request }) =>
    withETag(await changeSettings(ctx, body, wantedVersion(request))),
  'GET /api/features': async ({ ctx }) => ({ items: await featuresOf(ctx) }),
  'PATCH /api/features': async ({ ctx, body }) => {
    await switchFeatures(ctx, body)
    return { items: await featuresOf(ctx) }
  },

  'GET /api/stores': ({ ctx, query }) => listStores(ctx, query),
  'POST /api/stores': async ({ ctx, body }) => withETag(await createStore(ctx, body)),
  'GET /api/stores/:id': async ({ ctx, params }) => withETag(await storeById(ctx, params.id)),
  'PATCH /api/stores/:id': async ({ ctx, params, body, request }) =>
    withETag(await changeStore(ctx, params.id, body, wantedVersion(request))),

  'GET /api/warehouses': ({ ctx, query }) => listWarehouses(ctx, query),
  'GET /api/warehouses/export': ({ ctx, query, reply }) => exportWarehouses(ctx, reply, query),
  'POST /api/warehouses': async ({ ctx, body }) => withETag(await createWarehouse(ctx, body)),
  'GET /api/warehouses/:id': async ({ ctx, params }) => withETag(await warehouseById(ctx, params.id)),
  'PATCH /api/warehouses/:id': async ({ ctx, params, body, request }) =>
    withETag(await changeWarehouse(ctx, params.id, body, wantedVersion(request))),
  'DELETE /api/warehouses/:id': async ({ ctx, params, request }) =>
    withETag(await archiveWarehouse(ctx, params.id, wantedVersion(request))),

  'GET /api/tills': ({ ctx, query }) => listTills(ctx, query),
  'POST /api/tills': async ({ ctx, body }) => withETag(await createTill(ctx, body)),
  'GET /api/tills/:id': async ({ ctx, params }) => withETag(await tillById(ctx, params.id)),
  'PATCH /api/tills/:id': async ({ ctx, params, body, request }) =>
    withETag(await changeTill(ctx, params.id, body, wantedVersion(request))),
})
