import fc from 'fast-check'
import { newId } from '../../../platform/ids.ts'
import { command, expectStatus, send } from './command.ts'
import * as tiny from './tiny-shop.ts'

export const openTill = fc.nat(5).map((thousands) =>
  command(`open the till with ${thousands}000`, async (model, lane) => {
    const body = { id: newId(), till_id: lane.till_id, opening_minor: thousands * 1_000 }
    const reply = await send(lane, '/api/till-sessions', body)
    if (model.till) {
      expectStatus('open', reply, 409)
      return undefined
    }
    expectStatus('open', reply, 201)
    model.till = { id: body.id, sums: new Map([['cash', body.opening_minor]]) }
    return undefined
  }),
)

export const moveCash = fc
  .tuple(fc.constantFrom('cash-in', 'cash-out'), fc.integer({ min: 1, max: 900 }))
  .map(([verb, amount]) =>
    command(
      `${verb} ${amount}`,
      async (model, lane) => {
        const reply = await send(lane, `/api/till-sessions/${model.till?.id}/${verb}`, { amount, reason: 'Sencillo' })
        expectStatus(verb, reply, 200)
        tiny.book(model, 'cash', verb === 'cash-in' ? amount : -amount)
        return undefined
      },
      ({ till }) => till !== null,
    ),
  )

export const closeTill = fc.integer({ min: -1, max: 1 }).map((off) =>
  command(
    `close the till, ${off} off`,
    async (model, lane) => {
      const sums = model.till?.sums ?? new Map<string, number>()
      const counts = ['cash', 'debit'].map((method) => {
        const expected = sums.get(method) ?? 0
        return { method, expected, counted_minor: Math.max(0, expected + (method === 'cash' ? off : 0)) }
      })
      const body = { counts: counts.map(({ method, counted_minor }) => ({ method, counted_minor })) }
      const reply = await send(lane, `/api/till-sessions/${model.till?.id}/close`, body)
      expectStatus('close', reply, 200)
      const isExact = counts.every(({ expected, counted_minor }) => expected === counted_minor)
      const state = isExact ? 'closed' : 'under_review'
      if (reply.body.state !== state)
        throw new Error(`the till is ${reply.body.state} instead of ${state}: ${reply.text}`)
      model.till = null
      return undefined
    },
    ({ till }) => till !== null,
  ),
)

export const repay = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom('cash', 'debit'))
  .map(([eighths, method]) =>
    command(`repay ${eighths}/4 of the debt`, async (model, lane) => {
      const debt = tiny.debtOf(model)
      const amount = Math.max(1, Math.floor((debt * eighths) / 4))
      const reply = await send(lane, `/api/customer-accounts/${lane.customer_id}/repayments`, { method, amount })
      if (amount > debt) {
        expectStatus('repay', reply, 409)
        return undefined
      }
      expectStatus('repay', reply, 201)
      tiny.repay(model, amount)
      tiny.book(model, method, amount)
      return undefined
    }),
  )
