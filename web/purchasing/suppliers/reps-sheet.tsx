import { Plus } from 'lucide-react'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { Link, useGo } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import type { Supplier } from './supplier-page.tsx'

/** Whom to call there: the people who sell for this supplier. */
export function RepsSheet({ supplier }: { supplier: Supplier }) {
  const t = useText().contacts
  const may = useMay()
  const go = useGo()
  const reps = useAnswer('GET /api/sales-reps', { query: { represents_id: supplier.id, limit: '50' } })
  const mayAdd = may('contacts.change') && may('sales_reps.change') && supplier.archived_at === null
  return (
    <section className="sheet sheet-pad">
      <Section
        title={t.reps}
        level={2}
        link={
          mayAdd && (
            <Button size="s" icon={Plus} onClick={() => go(to.newPerson('is_rep', supplier.id))}>
              {t.add_rep}
            </Button>
          )
        }
      >
        <QueryState query={reps} what={t.the_reps} small rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="quiet">{t.no_reps}</p>
            ) : (
              <ul className="plain-rows">
                {items.map(({ id, name, phone, email }) => (
                  <li key={id}>
                    <Link to={to.person(id)}>{name}</Link>
                    <span className="grow quiet">{[phone, email].filter(Boolean).join(' · ')}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </QueryState>
      </Section>
    </section>
  )
}
