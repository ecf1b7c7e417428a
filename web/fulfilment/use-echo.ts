import { useRef, useState } from 'react'
import { beep } from '../ui/beep.ts'

export type Echo = { id: number; tone: 'good' | 'bad'; says: string }

/** A scanner that reads one label twice does it faster than a hand can show the next unit. */
const doubleMs = 150
const buzzMs = { good: 40, bad: [60, 60, 120] } as const

/** What a scan is answered with at once: a sound, a tremble, a colour, and a sentence that says what to do. */
export function useEcho() {
  const [last, setLast] = useState<Echo | null>(null)
  const ids = useRef(0)
  const heard = useRef({ code: '', at: 0 })
  const say = (tone: Echo['tone'], says: string) => {
    ids.current += 1
    beep(tone)
    navigator.vibrate?.(tone === 'good' ? buzzMs.good : [...buzzMs.bad])
    setLast({ id: ids.current, tone, says })
  }
  const isEcho = (code: string): boolean => {
    const now = Date.now()
    const isDouble = heard.current.code === code && now - heard.current.at < doubleMs
    heard.current = { code, at: now }
    return isDouble
  }
  /** A better sentence for what was just said, unless something else was said since. */
  const explain = (says: string) => {
    const id = ids.current
    setLast((now) => (now?.id === id ? { ...now, says } : now))
  }
  return { last, say, explain, isEcho }
}
