import { ArrowDownRight, ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { OverviewOut } from '#sales/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { cx } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { Money } from '../../ui/money.tsx'
import { Plate } from '../../ui/plate.tsx'
import { useFormat } from '../../ui/use-format.ts'

type Compared = OverviewOut['today']['sales_minor']

/** The day in four figures, the first one on the plate. */
export function DayFigures({ overview }: { overview: OverviewOut }) {
  const t = useText()
  const format = useFormat()
  const { today, month, orders } = overview
  return (
    <div className="day-figures sheet">
      <Plate className="day-plate" label={t.sales.today.sales(today.orders.value)}>
        <Link to={`${to.orders()}?view=today`} className="day-figure">
          <span className="day-name">{t.sales.today.sales(today.orders.value)}</span>
          <span className="day-amount">
            <Money minor={today.sales_minor.value} raised />
          </span>
          <Change of={today.sales_minor} note={t.sales.today.against} />
        </Link>
      </Plate>
      {today.margin_minor ? (
        <Figure
          name={t.sales.today.margin}
          note={<Change of={today.margin_minor} note={<Money minor={today.margin_minor.value} />} />}
        >
          {today.sales_minor.value > 0 ? (
            format.percent(today.margin_minor.value / today.sales_minor.value)
          ) : (
            <Money minor={0} raised />
          )}
        </Figure>
      ) : (
        <Figure name={t.sales.today.month} note={<Change of={month.sales_minor} note={t.sales.today.month_against} />}>
          <Money minor={month.sales_minor.value} raised />
        </Figure>
      )}
      <Figure
        name={t.sales.today.ticket}
        note={
          <Change
            of={today.average_ticket_minor}
            note={t.sales.today.before(format.money(today.average_ticket_minor.before))}
          />
        }
      >
        <Money minor={today.average_ticket_minor.value} raised />
      </Figure>
      <Receivable orders={orders} />
    </div>
  )
}

/** What customers owe on account, and how many of them are late; without that permission, what orders still owe. */
function Receivable({ orders }: { orders: OverviewOut['orders'] }) {
  const words = useText().sales.today
  const may = useMay()
  const totals = useAnswer('GET /api/customer-accounts/totals', {}, { enabled: may('accounts.see') })
  if (!may('accounts.see')) {
    return (
      <Figure
        name={words.receivable}
        href={`${to.orders()}?view=unpaid`}
        note={orders.unpaid > 0 ? words.receivable_of(orders.unpaid) : words.nothing_due}
      >
        <Money minor={orders.unpaid_minor} raised />
      </Figure>
    )
  }
  const { debt_minor = 0, customers = 0, overdue_customers = 0 } = totals.data ?? {}
  return (
    <Figure
      name={words.on_account}
      href={to.accounts()}
      note={
        <>
          {overdue_customers > 0 && <b className="day-bad">{words.late(overdue_customers)} </b>}
          {customers > 0 ? words.of_customers(customers) : words.nothing_due}
        </>
      }
    >
      <Money minor={debt_minor} raised />
    </Figure>
  )
}

function Figure({ name, children, note, href }: { name: string; children: ReactNode; note: ReactNode; href?: string }) {
  const inside = (
    <>
      <span className="day-name">{name}</span>
      <span className="day-amount">{children}</span>
      <span className="day-note">{note}</span>
    </>
  )
  return href ? (
    <Link to={href} className="day-figure">
      {inside}
    </Link>
  ) : (
    <div className="day-figure">{inside}</div>
  )
}

/** A figure names its comparison; without anything to compare with it says so. */
function Change({ of, note }: { of: Compared; note: ReactNode }) {
  const t = useText()
  const format = useFormat()
  if (of.change_basis_points === null) return <span className="day-note">{t.sales.today.no_before}</span>
  const up = of.change_basis_points >= 0
  return (
    <span className="day-note">
      <b className={cx('day-change', up ? 'up' : 'down')}>
        <Icon of={up ? ArrowUpRight : ArrowDownRight} size="s" />
        {up ? '+' : ''}
        {format.percent(of.change_basis_points / 10_000)}
      </b>{' '}
      {note}
    </span>
  )
}
