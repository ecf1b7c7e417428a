import { useEffect, useRef } from 'react'

/** A wedge scanner types faster than any person: under this many milliseconds between keys. */
const GAP_MS = 45
/** Outside a field four keys in a burst are a code; inside one only what is longer than any amount. */
const LENGTH_MIN = { nowhere: 4, field: 8 }

/** Keys of the till such as − and + begin no code, however close the scan follows them. */
const BEGINS_CODE = /[\p{L}\p{N}]/u

type Heard = { text: string; at: number; field: Field | null; before: string }
type Field = HTMLInputElement | HTMLTextAreaElement

/**
 * Hears the scanner wherever the focus is. In the scan field a scan is ordinary typing. What it types into another
 * field is put back as it was, so a scan never ends up in the amount of cash.
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
        const scanned = isBurst && heard && isCode(heard) ? heard : null
        heard = null
        if (scanned) take(event, scanned, latest.current)
        return
      }
      if (event.key.length !== 1) return
      const isOwn = event.target === latest.current.scanField()
      // A scan that began elsewhere is heard to its end, also when the focus comes back to the scan field meanwhile.
      if (isBurst && heard) heard = { ...heard, text: heard.text + event.key, at: event.timeStamp }
      else heard = !isOwn && BEGINS_CODE.test(event.key) ? begin(event) : null
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

const isCode = ({ text, field }: Heard): boolean => text.length >= (field ? LENGTH_MIN.field : LENGTH_MIN.nowhere)

type Listener = { onScan: (code: string) => void; scanField: () => Field | null }

function take(event: KeyboardEvent, { text, field, before }: Heard, { onScan, scanField }: Listener) {
  event.preventDefault()
  event.stopPropagation()
  if (field) restore(field, before)
  const own = scanField()
  if (own && own === event.target) restore(own, '')
  onScan(text)
}

/** Writes a field of React's the way typing does, so that its state follows. */
function restore(field: Field, value: string) {
  const proto = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
