import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from './class-names.ts'
import './dialog.css'

type DialogProps = {
  open: boolean
  onClose: () => void
  title: string
  /** The consequence, in figures. */
  text?: ReactNode
  children?: ReactNode
  /** Safe action left, the deed right. */
  actions?: ReactNode
  /** A code or a short answer that stands in line with the actions. */
  beside?: ReactNode
  size?: 's' | 'm' | 'l'
  /** A question that must be answered cannot be waved away. */
  stays?: boolean
}

/** The browser's own modal: it holds the focus, answers Esc, and gives the focus back. */
export function Dialog({ open, onClose, title, text, children, actions, beside, size = 'm', stays }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const before = useRef<Element | null>(null)
  const titleId = useId()
  const textId = useId()
  // The browser gives the focus back when a dialog closes, but not when it is taken out of the page while it is open.
  useEffect(() => {
    if (!open) return
    if (!dialog.current?.contains(document.activeElement)) before.current = document.activeElement
    return () => {
      if (document.activeElement === document.body && before.current instanceof HTMLElement) before.current.focus()
    }
  }, [open])
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (open && !element.open) {
      element.showModal()
      // The browser would take the first control; a part with autoFocus says which one is meant.
      element.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    }
    if (!open && element.open) element.close()
  }, [open])
  if (!open) return null
  return (
    <dialog
      ref={dialog}
      className={cx('dialog', `size-${size}`)}
      aria-labelledby={titleId}
      aria-describedby={text ? textId : undefined}
      onCancel={(event) => {
        event.preventDefault()
        if (!stays) onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current && !stays) onClose()
      }}
    >
      <div className="dialog-sheet">
        <h2 className="sign dialog-title" id={titleId}>
          {title}
        </h2>
        {text && (
          <div className="dialog-text" id={textId}>
            {text}
          </div>
        )}
        {children && <div className="dialog-body">{children}</div>}
        {(actions || beside) && (
          <div className="dialog-actions">
            {beside}
            <span className="grow" />
            {actions}
          </div>
        )}
      </div>
    </dialog>
  )
}
