import { useEffect, useRef } from 'react'

/** A wedge scanner types faster than any person: under this many milliseconds between keys. */
const GAP_MS = 45
const LENGTH_MIN = 4

type Heard = { text: string; at: number; field: Field | null; before: string }
type Field = HTMLInputElement | HTMLTextAreaElement

/**
 * Hears the scanner wherever the focus is. What it types into a field that was not meant is put back as it was, so a
 * scan never ends up in the amount of cash.
 */
export function useScanner(onScan: (code: string) => void, scanField: () => Field | null): void {
  const latest = useRef({ onScan, scanField })
  useEffect(() => {
    latest.current = { onScan, scanField }
  })
  useEffect(() => {
    let heard: Heard | null = null
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const isBurst = heard !== null && event.timeStamp - heard.at < GAP_MS
      if (event.key === 'Enter' || event.key === 'Tab') {
        const scanned = isBurst && heard && heard.text.length >= LENGTH_MIN ? heard : null
        heard = null
        if (scanned) take(event, scanned, latest.current)
        return
      }
      if (event.key.length !== 1) return
      heard = isBurst && heard ? { ...heard, text: heard.text + event.key, at: event.timeStamp } : begin(event)
      if (isBurst && heard.field && heard.field !== latest.current.scanField()) event.preventDefault()
    }
    window.addEventListener('keydown', hear, true)
    return () => window.removeEventListener('keydown', hear, true)
  }, [])
}

function begin(event: KeyboardEvent): Heard {
  const field =
    event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement ? event.target : null
  return { text: event.key, at: event.timeStamp, field, before: field?.value ?? '' }
}

function take(
  event: KeyboardEvent,
  { text, field, before }: Heard,
  now: { onScan: (code: string) => void; scanField: () => Field | null },
) {
  event.preventDefault()
  event.stopPropagation()
  if (field) restore(field, field === now.scanField() ? '' : before)
  now.onScan(text)
}

/** Writes a field of React's the way typing does, so that its state follows. */
function restore(field: Field, value: string) {
  const proto = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
