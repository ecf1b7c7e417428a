import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../api/call.ts'
import { isProblem, type Problem, problemFrom } from '../../api/problem.ts'
import { beep } from '../../ui/beep.ts'
import { countedOf, type Entry, keepWaiting, readWaiting, type Thing, thingOf } from './tallies.ts'

type Line = Thing & { counted: number | null }
const batchMax = 200
const retryMs = 4_000
/** A scanner that reads one label twice does it faster than a hand can show the next unit. */
const doubleMs = 150
const buzzMs = 40

/**
 * Counting by hand: each scan is on the screen at once and told to the server behind it, in order, again after a lost
 * connection or a dead battery. The same entry told twice counts once.
 */
export function useCounting(count_id: string) {
  const [lines, setLines] = useState<ReadonlyMap<string, Line>>(new Map())
  const [waiting, setWaiting] = useState<readonly Entry[]>(() => readWaiting(count_id))
  const [last, setLast] = useState<string | null>(null)
  const [unknown, setUnknown] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const sending = useRef(false)

  useEffect(() => keepWaiting(count_id, waiting), [count_id, waiting])

  const learn = useCallback((found: readonly Line[]) => {
    setLines((now) => new Map([...now, ...found.map((line): [string, Line] => [line.id, line])]))
  }, [])

  const send = useCallback(async () => {
    if (sending.current || waiting.length === 0) return
    sending.current = true
    const entries = waiting.slice(0, batchMax)
    try {
      const { items } = await call(
        'POST /api/stock-counts/:id/entries',
        { params: { id: count_id }, body: { entries } },
        { key: entries[0]?.id ?? count_id },
      )
      const told = new Set(entries.map(({ id }) => id))
      learn(items.map((item) => ({ ...thingOf(item), counted: item.counted })))
      setWaiting((now) => now.filter(({ id }) => !told.has(id)))
      setProblem(null)
    } catch (error) {
      setProblem(problemFrom(error))
      // Refused for good: these would be refused for ever, and what comes after them must not wait.
      if (isProblem(error) && !error.isUnanswered && error.status < 500 && error.status !== 429) {
        const told = new Set(entries.map(({ id }) => id))
        setWaiting((now) => now.filter(({ id }) => !told.has(id)))
      }
    } finally {
      sending.current = false
    }
  }, [count_id, waiting, learn])

  useEffect(() => {
    void send()
    const timer = setInterval(() => void send(), retryMs)
    return () => clearInterval(timer)
  }, [send])

  const enter = useCallback(
    (thing: Line, mode: Entry['mode'], quantity: number) => {
      learn([thing])
      setLast(thing.id)
      setUnknown(null)
      const entry = {
        id: crypto.randomUUID(),
        product_id: thing.id,
        mode,
        quantity,
        counted_at: new Date().toISOString(),
      }
      setWaiting((now) => [...now, entry])
    },
    [learn],
  )
  const scan = useScan({ lines, enter, onUnknown: setUnknown, onProblem: setProblem })
  const shown = (line: Line) =>
    countedOf(
      line.counted,
      waiting.filter((entry) => entry.product_id === line.id),
    )
  const lastLine = last === null ? undefined : lines.get(last)
  return {
    scan,
    enter,
    last: lastLine && { ...lastLine, counted: shown(lastLine) },
    /** Those touched on this device, latest first. */
    touched: [...lines.values()].map((line) => ({ ...line, counted: shown(line) })).reverse(),
    waiting: waiting.length,
    unknown,
    problem,
  }
}

type ScanWire = {
  lines: ReadonlyMap<string, Line>
  enter: (thing: Line, mode: Entry['mode'], quantity: number) => void
  onUnknown: (code: string) => void
  onProblem: (problem: Problem) => void
}

/** Finds the product of a code, among those seen first, and counts one pack of it. */
function useScan({ lines, enter, onUnknown, onProblem }: ScanWire) {
  const heard = useRef({ code: '', at: 0 })
  const codes = useRef(new Map<string, { thing: Thing; pack: number }>())
  return useCallback(
    async (typed: string) => {
      const code = typed.trim()
      const now = Date.now()
      if (code === '' || (heard.current.code === code && now - heard.current.at < doubleMs)) return
      heard.current = { code, at: now }
      try {
        const found = codes.current.get(code) ?? (await lookUp(code))
        if (found) {
          codes.current.set(code, found)
          enter({ ...found.thing, counted: lines.get(found.thing.id)?.counted ?? null }, 'add', found.pack)
          navigator.vibrate?.(buzzMs)
        } else onUnknown(code)
        beep(found ? 'good' : 'bad')
      } catch (error) {
        onProblem(problemFrom(error))
        beep('bad')
      }
    },
    [lines, enter, onUnknown, onProblem],
  )
}

async function lookUp(code: string): Promise<{ thing: Thing; pack: number } | null> {
  try {
    const { product, pack_quantity } = await call('GET /api/products/by-code/:code', { params: { code } })
    const { id, name, sku, decimals } = product
    return { thing: { id, name, sku, decimals }, pack: pack_quantity }
  } catch (error) {
    if (isProblem(error) && (error.status === 404 || error.status === 422)) return null
    throw error
  }
}
