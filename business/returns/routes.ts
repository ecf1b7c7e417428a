import { withETag } from '#platform/http/etag'
import { serve } from '#platform/http/serve'
import { decideLine, receiveReturn } from './commands/receive-return.ts'
import { requestReturn } from './commands/request-return.ts'
import { exchangeReturn, rejectReturn, settleReturn } from './commands/settle-return.ts'
import { returnsContract } from './contract.ts'
import { listReturns, reasonsOf, returnableOf, returnById } from './queries.ts'

export const routes = serve(returnsContract, {
  'GET /api/returns': ({ ctx, query }) => listReturns(ctx, query),
  'GET /api/returns/returnable': ({ ctx, query }) => returnableOf(ctx, query),
  'GET /api/returns/reasons': ({ ctx, query }) => reasonsOf(ctx, query),
  'POST /api/returns': async ({ ctx, body }) => withETag(await returnById(ctx, await requestReturn(ctx, body))),
  'GET /api/returns/:id': async ({ ctx, params }) => withETag(await returnById(ctx, params.id)),
  'POST /api/returns/:id/receive': async ({ ctx, params, body }) => {
    await receiveReturn(ctx, params.id, body)
    return returnById(ctx, params.id)
  },
  'POST /api/returns/:id/settle': async ({ ctx, params, body }) => {
    await settleReturn(ctx, params.id, body)
    return returnById(ctx, params.id)
  },
  'POST /api/returns/:id/exchange': async ({ ctx, params, body }) => {
    await exchangeReturn(ctx, params.id, body)
    return returnById(ctx, params.id)
  },
  'POST /api/returns/:id/reject': async ({ ctx, params, body }) => {
    await rejectReturn(ctx, params.id, body.reason)
    return returnById(ctx, params.id)
  },
  'POST /api/returns/:id/decide': async ({ ctx, params, body }) => {
    await decideLine(ctx, params.id, body)
    return returnById(ctx, params.id)
  },
})
