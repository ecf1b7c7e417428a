import { HandCoins, Printer } from 'lucide-react'
import { useState } from 'react'
import type { EntryOut, StatementOut } from '#money/contract'
import { useMay, useSession } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { Link } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageActions, PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { Money } from '../ui/money.tsx'
import { Figures, Section } from '../ui/section.tsx'
import { useFormat } from '../ui/use-format.ts'
import { useMethodName } from './names.ts'
import { RepaymentDialog } from './repayment-dialog.tsx'
import './money.css'

/** `/fiado/{id}`: what a customer owes, document by document, and what was paid of it. */
export function AccountPage({ params }: PageProps) {
  const t = useText()
  const may = useMay()
  const [paying, setPaying] = useState(false)
  const words = t.money.accounts
  const statement = useAnswer('GET /api/customer-accounts/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={statement} what={words.the_account}>
      {(data) => (
        <>
          <PageTitle title={data.customer_name} back={to.accounts()} />
          <PageActions>
            <Button icon={Printer} onClick={() => window.print()}>
              {t.money.print}
            </Button>
            {may('accounts.collect') && data.debt_minor > 0 && (
              <Button kind="pay" icon={HandCoins} hotkey="a" onClick={() => setPaying(true)}>
                {words.repay}
              </Button>
            )}
          </PageActions>
          <Letterhead statement={data} />
          <div className="money-sheets">
            <section className="sheet" aria-label={words.title}>
              <AccountFigures statement={data} />
              <OpenDocuments statement={data} />
            </section>
            <section className="sheet" aria-label={words.movements}>
              <Section title={words.movements} level={2}>
                <Movements entries={data.entries} />
              </Section>
            </section>
          </div>
          {paying && <RepaymentDialog account={data} onClose={() => setPaying(false)} />}
        </>
      )}
    </QueryState>
  )
}

function AccountFigures({ statement }: { statement: StatementOut }) {
  const t = useText().money.accounts
  const may = useMay()
  const late = statement.open_documents.filter(({ is_overdue }) => is_overdue)
  const overdue = late.reduce((sum, { open_minor }) => sum + open_minor, 0)
  return (
    <>
      <Figures
        figures={[
          { name: t.debt, value: <Money minor={statement.debt_minor} /> },
          { name: t.overdue, value: <Money minor={overdue} className={overdue > 0 ? 'bad' : ''} /> },
          { name: t.limit, value: <Money minor={statement.limit_minor} /> },
          { name: t.left, value: <Money minor={statement.available_minor} /> },
          ...(statement.store_credit_minor > 0
            ? [{ name: t.store_credit, value: <Money minor={statement.store_credit_minor} /> }]
            : []),
        ]}
      />
      {may('customers.see') && (
        <p className="no-print">
          <Link to={to.customer(statement.customer_id)}>{t.see_customer}</Link>
        </p>
      )}
    </>
  )
}

function OpenDocuments({ statement }: { statement: StatementOut }) {
  const t = useText()
  const words = t.money.accounts
  const format = useFormat()
  return (
    <Section title={words.open_documents} level={2}>
      {statement.open_documents.length === 0 ? (
        <p className="quiet">{words.owes_nothing}</p>
      ) : (
        <table className="money-table money-debts">
          <thead>
            <tr>
              <th>{words.document}</th>
              <th>{words.due_day}</th>
              <th>{words.amount}</th>
              <th>{words.open}</th>
            </tr>
          </thead>
          <tbody>
            {statement.open_documents.map((one) => (
              <tr key={one.document_id}>
                <th scope="row">
                  <Link to={to.order(one.document_id)}>{one.label ?? words.sale}</Link>
                  <small className="quiet"> {format.day(one.created_at)}</small>
                </th>
                <td className={cx(one.is_overdue && 'money-late')}>
                  {one.is_overdue ? words.late_since(format.day(one.due_day)) : format.day(one.due_day)}
                </td>
                <td>
                  <Money minor={one.amount} />
                </td>
                <td>
                  <b>
                    <Money minor={one.open_minor} />
                  </b>
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{words.debt}</th>
              <td />
              <td />
              <td>
                <b>
                  <Money minor={statement.debt_minor} />
                </b>
              </td>
            </tr>
          </tfoot>
        </table>
      )}
    </Section>
  )
}

/** A sale on account makes the debt grow, a repayment makes it fall: the sign is the customer's. */
function Movements({ entries }: { entries: readonly EntryOut[] }) {
  const t = useText()
  const format = useFormat()
  const nameOf = useMethodName()
  if (entries.length === 0) return <p className="quiet">{t.money.accounts.no_movements}</p>
  return (
    <table className="money-table money-words">
      <thead>
        <tr>
          <th>{t.money.entries.when}</th>
          <th>{t.money.entries.kind}</th>
          <th>{t.money.entries.amount}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>{format.moment(entry.created_at)}</td>
            <td>
              {entry.order_id ? (
                <Link to={to.order(entry.order_id)}>{t.money.accounts.kinds[accountKind(entry)]}</Link>
              ) : (
                t.money.accounts.kinds[accountKind(entry)]
              )}
              {entry.kind === 'deposit' && <small className="quiet"> {nameOf(entry.method)}</small>}
            </td>
            <td>
              <Money minor={entry.kind === 'charge' ? entry.amount : -Math.abs(entry.amount)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const accountKind = ({ kind }: EntryOut) => (kind === 'charge' || kind === 'deposit' ? kind : 'refund')

/** Only on paper: who sends the statement, and when it was true. */
function Letterhead({ statement }: { statement: StatementOut }) {
  const t = useText().money.accounts
  const format = useFormat()
  const shop = useSession().business
  return (
    <header className="money-letterhead">
      <b className="sign">{shop?.name}</b>
      <p>{[shop?.tax_id_text, shop?.address, shop?.phone].filter(Boolean).join(' · ')}</p>
      <h2 className="sign">{t.title_of(statement.customer_name)}</h2>
      <p>{t.as_of(format.documentDay(new Date()))}</p>
    </header>
  )
}
