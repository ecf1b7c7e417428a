import { useEffect, useRef } from 'react'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (target.matches('input, textarea, select') && !target.matches('[type=checkbox], [type=radio]')))

/** "Ctrl+K" also answers to the command key of a Mac. */
export function matchesHotkey(event: KeyboardEvent, keys: string): boolean {
  const wanted = keys.split('+')
  const key = wanted.at(-1) ?? ''
  const ctrl = wanted.includes('Ctrl')
  const alt = wanted.includes('Alt')
  if (ctrl !== (event.ctrlKey || event.metaKey) || alt !== event.altKey) return false
  return event.key.toLowerCase() === key.toLowerCase()
}

const isPlainLetter = (keys: string): boolean => keys.length === 1

/** Runs when the key is pressed anywhere on the page, but never while someone writes, and never behind an open dialog. */
export function useHotkey(
  keys: string | undefined,
  run: (event: KeyboardEvent) => void,
  within?: () => Element | null,
): void {
  const latest = useRef({ run, within })
  useEffect(() => {
    latest.current = { run, within }
  })
  useEffect(() => {
    if (!keys) return
    const heard = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !matchesHotkey(event, keys)) return
      if (isPlainLetter(keys) && isTyping(event.target)) return
      const dialogs = [...document.querySelectorAll('dialog:modal')]
      const top = dialogs.at(-1)
      if (top && !top.contains(latest.current.within?.() ?? null)) return
      event.preventDefault()
      latest.current.run(event)
    }
    document.addEventListener('keydown', heard)
    return () => document.removeEventListener('keydown', heard)
  }, [keys])
}
