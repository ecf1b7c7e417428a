import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { FulfilmentOut, LineOut } from '#fulfilment/contract'
import { call } from '../../api/call.ts'
import { problemFrom } from '../../api/problem.ts'
import type { InputOf } from '../../api/route-types.ts'
import { answer, useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { useEcho } from '../use-echo.ts'

type Packed = NonNullable<InputOf<'POST /api/fulfilments/:number/packs'>['body']>

/** What goes into the box, one scan after the other: the server says what belongs there. */
export function usePacking(order: FulfilmentOut) {
  const t = useText().fulfilment.packing
  const cache = useQueryClient()
  const echo = useEcho()
  const turn = useRef<Promise<unknown>>(Promise.resolve())
  const params = { number: order.id }
  const learn = async (after: FulfilmentOut) => {
    for (const number of [String(order.number), order.id]) {
      const { queryKey } = answer('GET /api/fulfilments/:number', { params: { number } })
      // What was asked for before would take the unit out of the box again when it comes.
      await cache.cancelQueries({ queryKey })
      cache.setQueryData(queryKey, after)
    }
  }
  const all = useCommand('POST /api/fulfilments/:number/packs', {
    refresh: ['GET /api/fulfilments', 'GET /api/fulfilments/board'],
    onDone: (after) => void learn(after),
    onRefused: ({ title }) => echo.say('bad', title),
  })
  // One after the other, so that the second can sees what the first one filled.
  const pack = (body: Packed, says: () => string) => {
    turn.current = turn.current.then(async () => {
      try {
        await learn(await call('POST /api/fulfilments/:number/packs', { params, body }))
        echo.say('good', says())
      } catch (error) {
        echo.say('bad', problemFrom(error).title)
      }
    })
  }
  return {
    echo: echo.last,
    busy: all.isPending,
    all: () => all.mutate({ params, body: { all: true } }),
    put: ({ id, name, picked, packed }: LineOut) =>
      pack({ line_id: id, quantity: Math.round((picked - packed) * 1000) / 1000 }, () => t.packed(name)),
    scan: (typed: string) => {
      const code = typed.trim()
      if (code === '' || echo.isEcho(code)) return
      const known = order.items.find(({ sku }) => sku.toLowerCase() === code.toLowerCase())
      pack({ code }, () => t.packed(known?.name ?? code))
    },
  }
}
