import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Money } from '../ui/money.tsx'
import { useFormat } from '../ui/use-format.ts'
import './contacts.css'

/** So many lines of history come with a record. */
const sentMax = 20

export type CustomerDetail = AnswerOf<'GET /api/customers/:id'>

/** The four figures that say who this customer is to the shop. */
export function CustomerFigures({ customer }: { customer: CustomerDetail }) {
  const t = useText()
  const format = useFormat()
  return (
    <dl className="figures">
      <div>
        <dt>{t.contacts.orders}</dt>
        <dd>{format.quantity(customer.order_count)}</dd>
      </div>
      <div>
        <dt>{t.contacts.spent}</dt>
        <dd>
          <Money minor={customer.spent_minor} />
        </dd>
      </div>
      <div>
        <dt>{t.contacts.last_order}</dt>
        <dd>{customer.last_order_at ? format.nearDay(customer.last_order_at) : t.contacts.never}</dd>
      </div>
      <div>
        <dt>{t.contacts.credit}</dt>
        <dd>
          {customer.credit_limit_minor > 0 ? <Money minor={customer.credit_limit_minor} /> : t.contacts.no_credit}
        </dd>
      </div>
    </dl>
  )
}

export function CustomerCard({ customer }: { customer: CustomerDetail }) {
  const t = useText()
  const address = [customer.address, customer.commune, customer.city].filter(Boolean).join(', ')
  const rows: [string, string | null][] = [
    [t.contacts.phone, customer.phone],
    [t.contacts.email, customer.email],
    [t.contacts.activity, customer.activity],
    [t.contacts.address, address || null],
    [t.contacts.contact_name, customer.contact_name],
    [t.contacts.job_title, customer.job_title],
    [t.contacts.payment_days, customer.credit_limit_minor > 0 ? t.contacts.days(customer.payment_days) : null],
    [t.contacts.notes, customer.notes],
  ]
  return (
    <dl className="facts">
      {rows
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

/** What happened, latest first; each line leads to its document. The record brings the latest, the rest is asked for. */
export function Timeline({ customer, level = 3 }: { customer: CustomerDetail; level?: 2 | 3 }) {
  const may = useMay()
  const [isAsked, setAsked] = useState(false)
  const all = useList('GET /api/people/:id/timeline', { params: { id: customer.id }, query: {} }, { enabled: isAsked })
  const latest = customer.timeline
  const shown = all.rows.length > latest.length ? all.rows : latest
  const mayAsk = !isAsked && latest.length >= sentMax && may('contacts.see')
  const isComing = isAsked && all.loading
  const ask = all.problem ? all.retry : mayAsk ? () => setAsked(true) : all.more
  const t = useText()
  const format = useFormat()
  const words: Readonly<Record<string, (number: string) => string>> = t.contacts.happened
  const named = (kind: string, label: string) => (/^\d+$/.test(label) ? (words[kind]?.(label) ?? label) : label)
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <section>
      <Title className="panel-section">{t.contacts.history}</Title>
      {customer.timeline.length === 0 && <p className="quiet">{t.contacts.history_empty}</p>}
      <ol className="timeline">
        {shown.map(({ at, kind, thing_id, label, amount_minor }) => (
          <li key={`${kind}${thing_id}${at}`}>
            <span className="quiet">{format.nearDay(at)}</span>
            {kind === 'order' ? (
              <Link to={to.order(thing_id)}>{named(kind, label)}</Link>
            ) : (
              <span>{named(kind, label)}</span>
            )}
            {amount_minor !== null && <Money minor={amount_minor} />}
          </li>
        ))}
      </ol>
      {(ask || isComing) && (
        <Button size="s" busy={isComing || all.loadingMore} onClick={ask}>
          {t.common.table.load_more}
        </Button>
      )}
    </section>
  )
}
