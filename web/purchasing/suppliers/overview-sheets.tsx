import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { TermsOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { Section } from '../../ui/section.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { PerformanceSheet } from './performance-sheet.tsx'
import { RepsSheet } from './reps-sheet.tsx'
import type { Supplier } from './supplier-page.tsx'
import { TermsDialog } from './terms-dialog.tsx'

/** How well they deliver, what was agreed, and how to reach them. */
export function OverviewSheets({ supplier }: { supplier: Supplier }) {
  const may = useMay()
  return (
    <div className="supplier-sheets">
      {may('purchases.see') && <PerformanceSheet supplier_id={supplier.id} />}
      <TermsSheet supplier={supplier} />
      <ContactSheet supplier={supplier} />
      {may('sales_reps.see') && <RepsSheet supplier={supplier} />}
    </div>
  )
}

function TermsSheet({ supplier }: { supplier: Supplier }) {
  const t = useText()
  const words = t.purchasing.terms
  const may = useMay()
  const terms = useAnswer('GET /api/suppliers/:id/terms', { params: { id: supplier.id } })
  const [editing, setEditing] = useState(false)
  return (
    <section className="sheet sheet-pad">
      <Section
        title={words.title}
        level={2}
        link={
          may('offers.edit') &&
          terms.data && (
            <Button size="s" icon={Pencil} onClick={() => setEditing(true)}>
              {t.contacts.edit}
            </Button>
          )
        }
      >
        <QueryState query={terms} what={words.the_terms} small rows={4}>
          {(data) => (
            <>
              <TermsFacts terms={data} payment_days={supplier.payment_days} />
              {editing && <TermsDialog supplier={supplier} terms={data} onClose={() => setEditing(false)} />}
            </>
          )}
        </QueryState>
      </Section>
    </section>
  )
}

function TermsFacts({ terms, payment_days }: { terms: TermsOut; payment_days: number }) {
  const t = useText()
  const words = t.purchasing.terms
  const facts: [string, React.ReactNode][] = [
    [words.minimum, terms.minimum_minor > 0 ? <Money key="m" minor={terms.minimum_minor} /> : words.no_minimum],
    [words.freight, terms.freight_minor > 0 ? <Money key="f" minor={terms.freight_minor} /> : words.no_freight],
    [words.free_freight, terms.free_freight_minor !== null && <Money key="ff" minor={terms.free_freight_minor} />],
    [words.lead_time, terms.lead_time_days === null ? words.not_agreed : t.contacts.days(terms.lead_time_days)],
    [words.payment, t.contacts.days(payment_days)],
    [words.order_email, terms.order_email],
    [t.contacts.notes, terms.notes],
  ]
  return <Facts facts={facts} />
}

function ContactSheet({ supplier }: { supplier: Supplier }) {
  const t = useText()
  const format = useFormat()
  const address = [supplier.address, supplier.commune, supplier.city].filter(Boolean).join(', ')
  return (
    <section className="sheet sheet-pad">
      <Section title={t.purchasing.suppliers.contact} level={2}>
        <Facts
          facts={[
            [t.contacts.tax_id, supplier.tax_id_text],
            [t.contacts.contact_name, supplier.contact_name],
            [t.contacts.phone, supplier.phone],
            [t.contacts.email, supplier.email],
            [t.contacts.activity, supplier.activity],
            [t.contacts.address, address],
            [t.contacts.notes, supplier.notes],
            [t.purchasing.suppliers.since, format.day(supplier.created_at)],
          ]}
        />
      </Section>
    </section>
  )
}

function Facts({ facts }: { facts: readonly [string, React.ReactNode][] }) {
  return (
    <dl className="name-facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
