import { CloudCheck, CloudOff, RefreshCw } from 'lucide-react'
import { useText } from '../text/text.ts'
import { Chip } from './chip.tsx'
import { Icon } from './icon.tsx'
import './sync-chip.css'

export type Sync = { state: 'online' | 'saving' | 'lost' | 'offline'; pending?: number }

/** Always at the same place: whether what you see and do is already with the server. */
export function SyncChip({ sync }: { sync: Sync }) {
  const t = useText().shell.sync
  const pending = sync.pending ?? 0
  return (
    <span className="sync-chip" role="status">
      {sync.state === 'online' && (
        <Chip tone="ok" icon={CloudCheck}>
          {t.online}
        </Chip>
      )}
      {sync.state === 'saving' && (
        <Chip tone="info" icon={RefreshCw}>
          {t.saving}
        </Chip>
      )}
      {(sync.state === 'lost' || sync.state === 'offline') && (
        <Chip tone="warn" icon={CloudOff}>
          {pending > 0 ? t.pending(pending) : sync.state === 'lost' ? t.lost : t.offline}
        </Chip>
      )}
    </span>
  )
}

/** A line over the page, never a modal: what is on the screen stays readable. */
export function OfflineBanner({ sync }: { sync: Sync }) {
  const t = useText().shell.sync
  if (sync.state === 'online' || sync.state === 'saving') return null
  return (
    <div className="offline-banner" role="status">
      <Icon of={CloudOff} size="s" /> {t.banner}
    </div>
  )
}
