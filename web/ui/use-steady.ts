import { useCallback, useLayoutEffect, useRef } from 'react'

/** The same function at every drawing, which does what the last drawing said: a part that is given it need not be drawn again. */
export function useSteady<Given extends unknown[], Answer>(run: (...given: Given) => Answer) {
  const latest = useRef(run)
  useLayoutEffect(() => {
    latest.current = run
  })
  return useCallback((...given: Given): Answer => latest.current(...given), [])
}
