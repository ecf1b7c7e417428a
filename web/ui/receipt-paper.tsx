import type { ReactNode } from 'react'
import './receipt-paper.css'

/** A strip of paper: white in both themes, torn at its foot. Its lines are the page's own. */
export function ReceiptPaper({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="receipt" data-theme="light" role="group" aria-label={label}>
      {children}
    </div>
  )
}

export type ReceiptLine = { left: ReactNode; right: ReactNode; strong?: boolean; quiet?: boolean }

export function ReceiptLines({ lines, solid }: { lines: readonly ReceiptLine[]; solid?: boolean }) {
  return (
    <dl className="receipt-lines" data-solid={solid || undefined}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a printed line has no identity but its place.
        <div key={index} className={line.strong ? 'receipt-total' : line.quiet ? 'receipt-quiet' : undefined}>
          <dt>{line.left}</dt>
          <dd>{line.right}</dd>
        </div>
      ))}
    </dl>
  )
}
