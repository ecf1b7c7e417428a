import { wantedVersion, withETag } from '#platform/http/etag'
import { serve } from '#platform/http/serve'
import { cancelTransfer } from './commands/cancel-transfer.ts'
import { changeStockSettings } from './commands/change-stock-settings.ts'
import { changeTransfer } from './commands/change-transfer.ts'
import { createTransfer } from './commands/create-transfer.ts'
import { receiveTransfer } from './commands/receive-transfer.ts'
import { sendTransfer } from './commands/send-transfer.ts'
import { stockSettings } from './queries/settings.ts'
import { listTransfers, transferById } from './queries/transfers.ts'
import { transferContract } from './transfer-contract.ts'

export const transferRoutes = serve(transferContract, {
  'GET /api/stock-transfers': ({ ctx, query }) => listTransfers(ctx, query),
  'POST /api/stock-transfers': async ({ ctx, body }) =>
    withETag(await transferById(ctx, await createTransfer(ctx, body)), { status: 201 }),
  'GET /api/stock-transfers/:id': async ({ ctx, params }) => withETag(await transferById(ctx, params.id)),
  'PATCH /api/stock-transfers/:id': async ({ ctx, params, body, request }) => {
    await changeTransfer(ctx, params.id, body, wantedVersion(request))
    return withETag(await transferById(ctx, params.id))
  },
  'POST /api/stock-transfers/:id/send': async ({ ctx, params }) => {
    await sendTransfer(ctx, params.id)
    return withETag(await transferById(ctx, params.id))
  },
  'POST /api/stock-transfers/:id/receive': async ({ ctx, params, body }) => {
    await receiveTransfer(ctx, params.id, body)
    return withETag(await transferById(ctx, params.id))
  },
  'POST /api/stock-transfers/:id/cancel': async ({ ctx, params, body }) => {
    await cancelTransfer(ctx, params.id, body.reason ?? null)
    return withETag(await transferById(ctx, params.id))
  },
  'GET /api/stock-settings': ({ ctx }) => stockSettings(ctx),
  'PATCH /api/stock-settings': ({ ctx, body }) => changeStockSettings(ctx, body),
})
