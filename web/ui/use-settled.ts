import { useEffect, useState } from 'react'

/** A value as it last stood still for so long: what follows every key, such as a search, follows a pause instead. */
export function useSettled<T>(value: T, still_ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), still_ms)
    return () => clearTimeout(timer)
  }, [value, still_ms])
  return settled
}
