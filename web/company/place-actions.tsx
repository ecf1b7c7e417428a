import { Archive, ArchiveRestore } from 'lucide-react'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'

type ActionsProps = {
  /** Null while the place is being made. */
  place: { archived_at: string | null } | null
  busy: boolean
  moving: boolean
  onClose: () => void
  onPut: (archived: boolean) => void
}

/** The foot of a store's or a warehouse's form: archive at the left, save at the right. */
export function PlaceActions({ place, busy, moving, onClose, onPut }: ActionsProps) {
  const t = useText()
  const words = t.stock.places
  const isArchived = place?.archived_at != null
  return (
    <div className="dialog-actions">
      {place && (
        <Button
          kind="quiet"
          icon={isArchived ? ArchiveRestore : Archive}
          busy={moving}
          onClick={() => onPut(!isArchived)}
        >
          {isArchived ? words.restore : words.archive}
        </Button>
      )}
      <span className="grow" />
      <Button onClick={onClose}>{t.common.cancel}</Button>
      <Button kind="primary" type="submit" keys="Enter" busy={busy}>
        {place ? t.common.save : words.create}
      </Button>
    </div>
  )
}
