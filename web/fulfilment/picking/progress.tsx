import { useText } from '../../text/text.ts'
import { cx } from '../../ui/class-names.ts'
import { useFormat } from '../../ui/use-format.ts'

const partsMax = 30
const places = (parts: number): number[] => Array.from({ length: parts }, (_, before) => before + 1)

/** One part a stop, filled as they are done; a long walk is one bar. */
export function Progress({ done, all }: { done: number; all: number }) {
  const t = useText().fulfilment.picking
  const format = useFormat()
  const parts = Math.min(all, partsMax)
  const full = all === 0 ? 0 : Math.floor((done * parts) / all)
  return (
    <div>
      <div className="walk-progress" aria-hidden="true">
        {places(parts).map((place) => (
          <span key={place} className={cx(place <= full && 'done', place === full + 1 && done < all && 'now')} />
        ))}
      </div>
      <p className="walk-says">{t.ready_of(format.quantity(done), format.quantity(all))}</p>
    </div>
  )
}
