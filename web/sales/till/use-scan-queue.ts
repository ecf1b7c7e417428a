import { useCallback, useMemo, useRef, useState } from 'react'
import type { Problem } from '../../api/problem.ts'
import { problemFrom } from '../../api/problem.ts'
import { beep } from '../../ui/beep.ts'
import type { CartAct } from './cart.ts'
import { atHand, byCode } from './lookup.ts'

const QUEUE_MAX = 500

/**
 * Scans are served one after another in the order they were heard; hearing never waits for serving, so a fast hand
 * loses none. A code without product stays named until it is dealt with.
 */
export function useScanQueue(act: (act: CartAct) => void) {
  const waiting = useRef<{ code: string; times: number }[]>([])
  const working = useRef(false)
  const [unknown, setUnknown] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  const work = useCallback(async () => {
    if (working.current) return
    working.current = true
    for (let next = waiting.current[0]; next; next = waiting.current[0]) {
      try {
        const found = atHand(next.code) ?? (await byCode(next.code))
        waiting.current.shift()
        setProblem(null)
        if (found) act({ act: 'add', product: found.product, quantity: found.pack_quantity * next.times })
        else setUnknown(next.code)
        beep(found ? 'good' : 'bad')
      } catch (error) {
        // The scan stays first in the queue: it is served when the server is back.
        setProblem(problemFrom(error))
        beep('bad')
        break
      }
    }
    working.current = false
  }, [act])

  const scan = useCallback(
    (code: string, times = 1) => {
      if (waiting.current.length >= QUEUE_MAX) return
      setUnknown(null)
      waiting.current.push({ code: code.trim(), times })
      void work()
    },
    [work],
  )
  return useMemo(
    () => ({ scan, retry: work, unknown, forget: () => setUnknown(null), problem }),
    [scan, work, unknown, problem],
  )
}
