import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'

/** No hand is as quick as this; a scanner is. */
const BURST_MS = 45

export interface ScanText {
  /** What stands in the field once the hand pauses; nothing while keys come. */
  readonly text: string
  /** All that was written, also what the field does not show yet. */
  readonly read: () => string
  /** For the field's `onKeyDown`, before anything else. */
  readonly onKey: (event: KeyboardEvent<HTMLInputElement>) => void
  /** For the field's `onInput`. */
  readonly onInput: () => void
  /** Empties the field. */
  readonly clear: () => void
}

/**
 * The text of a field that a scanner and people write into. It is kept by the field, so that a key draws nothing else; and
 * what follows a key at a scanner's pace is not even drawn letter by letter, because a slow machine needs longer for a
 * letter than a scanner: it stands there, or was read, once the scanner is through.
 */
export function useScanText(field: RefObject<HTMLInputElement | null>, pause_ms: number): ScanText {
  const [text, setText] = useState('')
  const burst = useRef({ at_ms: Number.NEGATIVE_INFINITY, letters: '' })
  const shown = useRef<ReturnType<typeof setTimeout>>(undefined)
  const paused = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(
    () => () => {
      clearTimeout(shown.current)
      clearTimeout(paused.current)
    },
    [],
  )
  const onInput = () => {
    // Written by somebody else, the scanner's ear that had heard the code from its beginning: the letters not shown yet were part of it.
    if (burst.current.letters !== '') {
      settle()
      burst.current.letters = ''
    }
    clearTimeout(paused.current)
    setText('')
    paused.current = setTimeout(() => setText(field.current?.value ?? ''), pause_ms)
  }
  const show = () => {
    settle()
    if (!field.current || burst.current.letters === '') return
    field.current.value += burst.current.letters
    burst.current.letters = ''
    onInput()
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const { at_ms } = burst.current
    burst.current.at_ms = isLetter(event) ? event.timeStamp : Number.NEGATIVE_INFINITY
    // Enter reads what is written; every other key needs it in the field.
    if (event.key === 'Enter') return
    if (!isLetter(event)) return show()
    // A key that left no letter, such as the till's −, begins no code: held down it says the same again.
    const follows = event.timeStamp - at_ms < BURST_MS && read() !== ''
    if (!follows || !isAtEnd(event.currentTarget)) return show()
    event.preventDefault()
    burst.current.letters += event.key
    shown.current ??= setTimeout(showAtRest, BURST_MS)
  }
  /** One timer a burst, not one a letter: it waits on while letters come. */
  const showAtRest = () => {
    const rest_ms = performance.now() - burst.current.at_ms
    if (rest_ms >= BURST_MS) show()
    else shown.current = setTimeout(showAtRest, BURST_MS - rest_ms)
  }
  const settle = () => {
    clearTimeout(shown.current)
    shown.current = undefined
  }
  const clear = () => {
    settle()
    clearTimeout(paused.current)
    burst.current.letters = ''
    if (field.current) field.current.value = ''
    setText('')
  }
  const read = () => (field.current?.value ?? '') + burst.current.letters
  return { text, read, onKey, onInput, clear }
}

const isLetter = ({ key, ctrlKey, altKey, metaKey, nativeEvent }: KeyboardEvent) =>
  key.length === 1 && !ctrlKey && !altKey && !metaKey && !nativeEvent.isComposing

const isAtEnd = ({ selectionStart, value }: HTMLInputElement) => selectionStart === value.length
