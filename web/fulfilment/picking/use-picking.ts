import { useState } from 'react'
import type { PickListOut } from '#fulfilment/contract'
import { call } from '../../api/call.ts'
import { isProblem, problemFrom } from '../../api/problem.ts'
import { useText } from '../../text/text.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useEcho } from '../use-echo.ts'
import { useTakes } from './use-takes.ts'
import { hear, isDone, leftOf, ordersOf, proposedLot, type Stop, withWaiting } from './walk.ts'

/** Where one stands on a walk, what a scan means there, and what was taken. */
export function usePicking(list: PickListOut, fulfilment_ids: readonly string[]) {
  const t = useText().fulfilment.picking
  const format = useFormat()
  const echo = useEcho()
  const { waiting, take } = useTakes(fulfilment_ids, (problem) => echo.say('bad', problem.title))
  const [at, setAt] = useState<string | null>(null)
  const [bins, setBins] = useState<Record<string, string>>({})
  const [lots, setLots] = useState<Record<string, string>>({})
  const stops = list.stops.map((stop) => withWaiting(stop, waiting))
  const rest = stops.filter((stop) => !isDone(stop))
  const current = rest.find(({ product_id }) => product_id === at) ?? rest[0]

  const takeOf = (stop: Stop, quantity: number) => {
    const { product_id, name } = stop
    if (isDone(stop) || quantity > leftOf(stop)) {
      echo.say('bad', isDone(stop) ? t.enough(name) : t.too_many(format.quantity(leftOf(stop)), name))
      return
    }
    const lot = lots[product_id]
    const bin = bins[product_id]
    take({ product_id, quantity, ...(bin ? { bin } : {}), ...(lot ? { lot } : {}) })
    setAt(product_id)
    echo.say('good', t.took(name, format.quantity(stop.picked + quantity), format.quantity(stop.quantity)))
  }
  const stand = (stop: Stop, bin: string) => {
    setAt(stop.product_id)
    setBins((now) => ({ ...now, [stop.product_id]: bin }))
    echo.say('good', t.bin_ok(bin))
  }
  const chooseLot = (stop: Stop, code: string) => {
    const lot = stop.lots?.find((one) => one.code === code)
    if (lot?.is_expired) echo.say('bad', t.lot_expired(code))
    else setLots((now) => ({ ...now, [stop.product_id]: code }))
  }
  const scan = (typed: string) => {
    const code = typed.trim()
    if (code === '' || echo.isEcho(code)) return
    const heard = hear(code, stops, current)
    if (heard.is === 'product') takeOf(heard.stop, heard.quantity)
    else if (heard.is === 'bin') stand(heard.stop, heard.bin)
    else if (heard.is === 'lot') {
      chooseLot(heard.stop, heard.lot.code)
      if (!heard.lot.is_expired) echo.say('good', `${t.lot} ${heard.lot.code}`)
    } else {
      echo.say('bad', t.not_here(code))
      void nameOf(code, list.warehouse_id).then((known) => {
        if (known?.bin && current?.bin) echo.explain(t.bin_wrong(known.bin, current.name, current.bin))
        else if (known?.product) echo.explain(t.wrong_product(known.product))
      })
    }
  }
  return {
    stops,
    rest,
    current,
    done: stops.filter(isDone),
    orders: ordersOf(list.stops),
    waiting: waiting.length,
    isThere: current !== undefined && bins[current.product_id] !== undefined,
    lot: current && (lots[current.product_id] ?? proposedLot(current)?.code),
    echo: echo.last,
    scan,
    takeOf,
    chooseLot,
    goTo: setAt,
    say: echo.say,
  }
}

/** Whose code this is after all: a product of another order, or another shelf. */
async function nameOf(code: string, warehouse_id: string): Promise<{ product?: string; bin?: string } | null> {
  try {
    const bins = await call('GET /api/bins', { query: { q: code, warehouse_id, limit: '20' } })
    const bin = bins.items.find((one) => one.code.toLowerCase() === code.toLowerCase())
    if (bin) return { bin: bin.code }
    const { product } = await call('GET /api/products/by-code/:code', { params: { code } })
    return { product: product.name }
  } catch (error) {
    // Nobody knows it: the first sentence stands.
    if (isProblem(error)) return null
    throw problemFrom(error)
  }
}
