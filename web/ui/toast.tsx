import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../text/text.ts'
import { Button, IconButton } from './button.tsx'
import { Icon } from './icon.tsx'
import { createStore, useStore } from './store.ts'
import './toast.css'

type Toast = { id: number; says: string; tone: 'ok' | 'bad'; undo: (() => void) | null }
const shownMs = { plain: 6000, undo: 10_000 } as const
const toastsMax = 3

const toasts = createStore<readonly Toast[]>([])
let lastId = 0

/** One sentence about what just happened, with ten seconds to take it back. */
export function toast(says: string, { undo, tone = 'ok' }: { undo?: () => void; tone?: 'ok' | 'bad' } = {}): void {
  lastId += 1
  toasts.set([...toasts.get(), { id: lastId, says, tone, undo: undo ?? null }].slice(-toastsMax))
}

const drop = (id: number) => toasts.set(toasts.get().filter((one) => one.id !== id))

/** Bottom centre, never over the pay button; the shell places it once. */
export function Toasts() {
  const shown = useStore(toasts)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((one, index) => (
        <ToastSheet key={one.id} toast={one} newest={index === shown.length - 1} />
      ))}
    </div>
  )
}

function ToastSheet({ toast: one, newest }: { toast: Toast; newest: boolean }) {
  const t = useText()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => drop(one.id), one.undo ? shownMs.undo : shownMs.plain)
    return () => clearTimeout(timer)
  }, [held, one.id, one.undo])
  const undo = () => {
    drop(one.id)
    one.undo?.()
  }
  return (
    <div
      className="toast on-plate"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon of={one.tone === 'ok' ? CircleCheck : CircleAlert} />
      <span className="grow">{one.says}</span>
      {one.undo ? (
        <Button
          kind="on-plate"
          size="s"
          className="toast-undo"
          {...(newest ? { hotkey: 'Ctrl+Z' } : {})}
          onClick={undo}
        >
          {t.common.undo}
        </Button>
      ) : (
        <IconButton kind="on-plate" size="s" icon={X} label={t.common.close} onClick={() => drop(one.id)} />
      )}
    </div>
  )
}
