import { Archive, ArchiveRestore } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'

type ActionsProps = {
  /** Null while the place is being made. */
  place: { name: string; archived_at: string | null } | null
  /** What stays and what stops when it is put away. */
  consequence: string
  busy: boolean
  moving: boolean
  onClose: () => void
  onPut: (archived: boolean) => void
}

/** The foot of a store's or a warehouse's form: archive at the left, save at the right. */
export function PlaceActions({ place, consequence, busy, moving, onClose, onPut }: ActionsProps) {
  const t = useText()
  const words = t.stock.places
  const isArchived = place?.archived_at != null
  const [asking, setAsking] = useState(false)
  if (place && asking) {
    return (
      <div className="place-question" role="group" aria-label={words.archive_title(place.name)}>
        <p>
          <b>{words.archive_title(place.name)}</b> {consequence}
        </p>
        <div className="dialog-actions">
          <span className="grow" />
          <Button autoFocus onClick={() => setAsking(false)}>
            {t.common.back}
          </Button>
          <Button
            kind="danger-solid"
            busy={moving}
            onClick={() => {
              setAsking(false)
              onPut(true)
            }}
          >
            {words.archive}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <div className="dialog-actions">
      {place && (
        <Button
          kind="quiet"
          icon={isArchived ? ArchiveRestore : Archive}
          busy={moving}
          onClick={() => (isArchived ? onPut(false) : setAsking(true))}
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
