import { type ReactNode, useEffect, useRef } from 'react'

/** A table wider than its sheet scrolls in a box of its own, also for somebody who has only a keyboard. */
export function ScrollBox({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const own = box.current
    if (!own) return
    const judge = () => {
      if (own.scrollWidth > own.clientWidth) own.tabIndex = 0
      else own.removeAttribute('tabindex')
    }
    const watch = new ResizeObserver(judge)
    watch.observe(own)
    for (const child of own.children) watch.observe(child)
    return () => watch.disconnect()
  }, [])
  return (
    <div ref={box} className="table-scroll">
      {children}
    </div>
  )
}
