import { useText } from '../text/text.ts'
import './key-cap.css'

/** The key that presses a button, drawn as its cap. Hidden where the pointer is a finger. */
export function KeyCap({ keys }: { keys: string }) {
  const names: Record<string, string> = useText().common.keys
  return (
    <kbd className="key-cap" aria-hidden="true">
      {(keys === '+' ? [keys] : keys.split('+'))
        .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
        .join(' ')}
    </kbd>
  )
}

/** The keys of a full-screen task, always in the same order at its foot. */
export function KeyStrip({ keys, end = [], name }: { keys: KeyHint[]; end?: KeyHint[]; name?: string }) {
  const t = useText()
  return (
    <aside className="key-strip no-print" aria-label={name ?? t.common.keys.strip}>
      {keys.map((hint) => (
        <KeyHint key={hint.keys} {...hint} />
      ))}
      <span className="grow" />
      {end.map((hint) => (
        <KeyHint key={hint.keys} {...hint} />
      ))}
    </aside>
  )
}

export type KeyHint = { keys: string; says: string }
export function KeyHint({ keys, says }: KeyHint) {
  return (
    <span className="key-hint">
      <KeyCap keys={keys} /> {says}
    </span>
  )
}
