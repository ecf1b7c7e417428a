import type { ReactNode } from 'react'
import './share-list.css'

export type Share = { key: string; name: ReactNode; value: number; says: ReactNode; note?: ReactNode }

/** What a sum is made of, each part as a bar against the largest. */
export function ShareList({ label, shares }: { label: string; shares: readonly Share[] }) {
  const most = Math.max(1, ...shares.map(({ value }) => value))
  return (
    <ul className="share-list" aria-label={label}>
      {shares.map(({ key, name, value, says, note }) => (
        <li key={key}>
          <span className="share-name">
            <b>{name}</b>
            {says}
          </span>
          <span className="share-bar" aria-hidden="true">
            <span style={{ inlineSize: `${(100 * Math.max(0, value)) / most}%` }} />
          </span>
          {note && <small className="quiet">{note}</small>}
        </li>
      ))}
    </ul>
  )
}
