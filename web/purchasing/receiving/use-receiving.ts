import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { call } from '../../api/call.ts'
import { isProblem, type Problem, problemFrom } from '../../api/problem.ts'
import { beep } from '../../ui/beep.ts'
import { type Came, codeKey, codesOf, type Found, type ToReceive, withLine, withScan } from './came.ts'

type Kept = { receipt_id: string; came: Came[] }

const keyOf = (place: string) => `mostrador.receiving.${place}`
/** A scanner that reads one label twice does it faster than a hand can show the next unit. */
const doubleMs = 150
const buzzMs = 40

/**
 * What came so far, kept on this device until it is received: a dead battery loses no scan. The codes of the order are
 * here already, so a scan is answered at once; only a code that the order does not know asks the server.
 */
export function useReceiving(place: string, order: ToReceive | null) {
  const [{ receipt_id, came }, keep] = useState<Kept>(() => readKept(place))
  const [last, setLast] = useState<string | null>(null)
  const [unknown, setUnknown] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const codes = useMemo(() => codesOf(order?.items ?? []), [order])

  useEffect(() => writeKept(place, { receipt_id, came }), [place, receipt_id, came])

  const change = useCallback((next: (now: readonly Came[]) => Came[]) => {
    keep((now) => ({ ...now, came: next(now.came) }))
  }, [])
  const take = useCallback(
    (found: Found) => {
      change((now) => withScan(now, found))
      setLast(found.thing.product_id)
      setUnknown(null)
      setProblem(null)
      navigator.vibrate?.(buzzMs)
      beep('good')
    },
    [change],
  )
  const scan = useScan({ codes, take, onUnknown: setUnknown, onProblem: setProblem })
  return {
    receipt_id,
    came,
    scan,
    take,
    set: (line: Came) => {
      setLast(line.product_id)
      change((now) => withLine(now, line))
    },
    change,
    last: came.find(({ product_id }) => product_id === last) ?? null,
    unknown,
    problem,
    forget: () => localStorage.removeItem(keyOf(place)),
  }
}

type ScanWire = {
  codes: ReadonlyMap<string, Found>
  take: (found: Found) => void
  onUnknown: (code: string) => void
  onProblem: (problem: Problem) => void
}

function useScan({ codes, take, onUnknown, onProblem }: ScanWire) {
  const heard = useRef({ code: '', at: 0 })
  const learnt = useRef(new Map<string, Found>())
  return useCallback(
    async (typed: string) => {
      const code = codeKey(typed)
      const now = Date.now()
      if (code === '' || (heard.current.code === code && now - heard.current.at < doubleMs)) return
      heard.current = { code, at: now }
      const known = codes.get(code) ?? learnt.current.get(code)
      if (known) return take(known)
      try {
        const found = await lookUp(typed.trim())
        if (found) {
          learnt.current.set(code, found)
          take(found)
        } else {
          onUnknown(typed.trim())
          beep('bad')
        }
      } catch (error) {
        onProblem(problemFrom(error))
        beep('bad')
      }
    },
    [codes, take, onUnknown, onProblem],
  )
}

async function lookUp(code: string): Promise<Found | null> {
  try {
    const { product, pack_quantity } = await call('GET /api/products/by-code/:code', { params: { code } })
    return { thing: { product_id: product.id, name: product.name, sku: product.sku }, pack: pack_quantity }
  } catch (error) {
    if (isProblem(error) && (error.status === 404 || error.status === 422)) return null
    throw error
  }
}

function readKept(place: string): Kept {
  const anew = { receipt_id: crypto.randomUUID(), came: [] }
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(place)) ?? 'null')
    // Our own words, written below; anything else is forgotten.
    return kept !== null && typeof kept === 'object' && 'receipt_id' in kept && 'came' in kept ? (kept as Kept) : anew
  } catch {
    return anew
  }
}

function writeKept(place: string, kept: Kept): void {
  try {
    if (kept.came.length === 0) localStorage.removeItem(keyOf(place))
    else localStorage.setItem(keyOf(place), JSON.stringify(kept))
  } catch {
    // A full or forbidden store: what came is still in memory.
  }
}
