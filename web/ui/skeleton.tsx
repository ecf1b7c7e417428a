import { useText } from '../text/text.ts'
import './skeleton.css'

/** The ledger's rules without its text, and only when waiting takes longer than 150 ms. No shimmer. */
export function Skeleton({ rows = 6, label }: { rows?: number; label?: string }) {
  const t = useText()
  return (
    <div className="skeleton" role="status" aria-label={label ? `${t.common.loading}: ${label}` : t.common.loading}>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
        <div key={key} className="skeleton-row" />
      ))}
    </div>
  )
}
