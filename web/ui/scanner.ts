import { useEffect, useRef } from 'react'

/** A wedge scanner types faster than any person: under this many milliseconds between keys. */
const GAP_MS = 45
/** Some wedges are slow. Their keys count as one scan where nobody writes, or when they make a code with a right check digit. */
const SLOW_GAP_MS = 150
/** Outside a field four keys in a burst are a code; inside one only what is longer than any amount. */
const LENGTH_MIN = { nowhere: 4, field: 8 }

/** Keys of the till such as − and + begin no code, however close the scan follows them. */
const BEGINS_CODE = /[\p{L}\p{N}]/u

type Heard = { text: string; at: number; gap_ms_max: number; field: Field | null; before: string }
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
      const gap_ms = heard === null ? Number.POSITIVE_INFINITY : event.timeStamp - heard.at
      const isBurst = gap_ms < SLOW_GAP_MS
      if (event.key === 'Enter' || event.key === 'Tab') {
        const scanned = isBurst && heard && isCode(heard) ? heard : null
        heard = null
        if (scanned) take(event, scanned, latest.current)
        return
      }
      if (event.key.length !== 1) return
      const isOwn = event.target === latest.current.scanField()
      // A scan that began elsewhere is heard to its end, also when the focus comes back to the scan field meanwhile.
      if (isBurst && heard) {
        const gap_ms_max = Math.max(heard.gap_ms_max, gap_ms)
        heard = { ...heard, text: heard.text + event.key, at: event.timeStamp, gap_ms_max }
      } else heard = !isOwn && BEGINS_CODE.test(event.key) ? begin(event) : null
    }
    window.addEventListener('keydown', hear, true)
    return () => window.removeEventListener('keydown', hear, true)
  }, [])
}

function begin(event: KeyboardEvent): Heard {
  const field =
    event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement ? event.target : null
  return { text: event.key, at: event.timeStamp, gap_ms_max: 0, field, before: field?.value ?? '' }
}

/** In a field a slow hand may be a person's: there only a whole EAN or UPC is believed to be a scan. */
export function isCode({ text, field, gap_ms_max }: Pick<Heard, 'text' | 'field' | 'gap_ms_max'>): boolean {
  if (!field) return text.length >= LENGTH_MIN.nowhere
  return text.length >= LENGTH_MIN.field && (gap_ms_max < GAP_MS || hasCheckDigit(text))
}

/** EAN-8, UPC-A, EAN-13 and GTIN-14 end in a digit that the others decide. */
export function hasCheckDigit(code: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(code)) return false
  const [check = 0, ...rest] = [...code].reverse().map(Number)
  const sum = rest.reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10 === check
}

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
