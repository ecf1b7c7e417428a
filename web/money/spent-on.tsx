import { X } from 'lucide-react'
import type { InputOf } from '../api/route-types.ts'
import { useAnswer } from '../api/use-answer.ts'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Money } from '../ui/money.tsx'
import { Section } from '../ui/section.tsx'
import { ShareList } from '../ui/share-list.tsx'
import { useFormat } from '../ui/use-format.ts'

type SpentProps = {
  query: NonNullable<InputOf<'GET /api/expenses/summary'>>['query']
  category: string
  onPick: (category: string) => void
}

/** On what the money went, the dearest first; a category is a filter of the list beside it. */
export function SpentOn({ query, category, onPick }: SpentProps) {
  const t = useText().money.expenses
  const format = useFormat()
  const sums = useAnswer('GET /api/expenses/summary', { query: { ...query, category: undefined } })
  return (
    <section className="sheet sheet-pad" aria-label={t.by_category}>
      <Section
        title={t.by_category}
        level={2}
        link={
          category && (
            <Button size="s" kind="quiet" icon={X} onClick={() => onPick('')}>
              {t.every_category}
            </Button>
          )
        }
      >
        <QueryState query={sums} what={t.the_sums} small rows={4}>
          {({ categories }) =>
            categories.length === 0 ? (
              <p className="quiet">{t.nothing_spent}</p>
            ) : (
              <ShareList
                label={t.by_category}
                shares={categories.map((one) => ({
                  key: one.category,
                  name: (
                    <button
                      type="button"
                      className="share-pick"
                      aria-pressed={one.category === category}
                      onClick={() => onPick(one.category === category ? '' : one.category)}
                    >
                      {one.category}
                    </button>
                  ),
                  value: one.amount,
                  says: <Money minor={one.amount} />,
                  note: t.count(format.quantity(one.expenses), one.expenses),
                }))}
              />
            )
          }
        </QueryState>
      </Section>
    </section>
  )
}
