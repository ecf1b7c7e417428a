import { useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import { useText } from '../text/text.ts'

const everyMs = 1_000

/** While a demo is being filled, how far the server says it has come; null otherwise. */
export function useFilling(active: boolean): string | null {
  const words = useText().setup.start
  const [told, setTold] = useState<string | null>(null)
  useEffect(() => {
    if (!active) return setTold(null)
    const ask = () =>
      call('GET /api/setup')
        .then(({ filling }) => setTold(filling))
        // A server at full work may answer late: what it said last still stands.
        .catch(() => undefined)
    const timer = setInterval(ask, everyMs)
    return () => clearInterval(timer)
  }, [active])
  return active ? (told ?? words.filling) : null
}
