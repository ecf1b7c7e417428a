import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { allOf, type ToReceive, type Verdict } from './came.ts'
import type { Receiving } from './receiving-task.tsx'

/** What is still missing, in the order of the shelves it goes to; one touch says that all of it came. */
export function ExpectedList({
  order,
  receiving,
  verdict,
}: {
  order: ToReceive
  receiving: Receiving
  verdict: Verdict
}) {
  const t = useText().receiving
  const format = useFormat()
  if (verdict.missing.length === 0) return <p className="hand-pad receiving-all">{t.nothing_missing}</p>
  return (
    <section className="hand-list" aria-label={t.missing}>
      <div className="row wrap receiving-head">
        <h2 className="label grow">{t.missing}</h2>
        {verdict.missing.length > 1 && (
          <Button
            onClick={() =>
              receiving.change((now) =>
                order.items.reduce((came, item) => (item.open > 0 ? allOf(came, item) : came), [...now]),
              )
            }
          >
            {t.all_of_it}
          </Button>
        )}
      </div>
      <ul>
        {verdict.missing.map(({ item, left }) => (
          <li key={item.product_id}>
            {item.bin && <span className="code hand-bin">{item.bin.code}</span>}
            <span className="grow">
              <b>{item.name}</b>
              <small className="quiet">
                <span className="code">{item.sku}</span> ·{' '}
                {t.missing_of(format.quantity(left), format.quantity(item.ordered))}
              </small>
            </span>
            <Button
              size="l"
              aria-label={`${t.all_came_of(format.quantity(left))}: ${item.name}`}
              onClick={() => receiving.change((now) => allOf(now, item))}
            >
              {t.all_came_of(format.quantity(left))}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
