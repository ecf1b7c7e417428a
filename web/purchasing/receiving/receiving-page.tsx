import { ChevronRight, PackagePlus } from 'lucide-react'
import { useState } from 'react'
import type { PurchaseSummaryOut } from '#purchasing/contract'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { Link, useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions, PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice-fields.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ListBar, SearchField } from '../../ui/list-tools.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { PurchaseState } from '../orders/purchase-state.tsx'
import { BatchBar } from './batch-bar.tsx'
import './receiving.css'

const start = { q: '' }
const pageRows = '50'
const whole = 100

/** `/bodega/recibir`: which orders are expected, the most pressing first; one, or several at once. */
export function ReceivingPage() {
  const t = useText()
  const words = t.receiving
  const go = useGo()
  const [{ q }, setPlace] = useAddress(start)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const orders = useList('GET /api/purchase-orders', {
    query: { to_receive: 'true', sort: 'expected_on', limit: pageRows, ...(q ? { q } : {}) },
  })
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const several = orders.rows.filter(({ id }) => chosen.has(id))
  return (
    <>
      <PageTitle title={words.title} back={to.warehouseTasks()} />
      <PageActions>
        <Button icon={PackagePlus} hotkey="n" onClick={() => go(to.receiveLoose())}>
          {words.without_order}
        </Button>
      </PageActions>
      <section className="sheet receiving-list" aria-label={words.title}>
        <ListBar>
          <SearchField label={words.search} value={q} onChange={(next) => setPlace({ q: next })} />
        </ListBar>
        {orders.problem ? (
          <ErrorState
            title={t.shell.failure.title(t.purchasing.orders.the_list)}
            problem={orders.problem}
            onRetry={orders.retry}
          />
        ) : orders.loading ? (
          <Skeleton rows={6} label={words.title} />
        ) : (
          <ul>
            {orders.rows.map((order) => (
              <Order
                key={order.id}
                order={order}
                chosen={chosen.has(order.id)}
                onChoose={(on) => toggle(order.id, on)}
              />
            ))}
          </ul>
        )}
        {!orders.loading && !orders.problem && orders.rows.length === 0 && (q ? <NothingFound /> : <NothingExpected />)}
        {orders.more && (
          <Button wide busy={orders.loadingMore} onClick={orders.more}>
            {t.common.table.load_more}
          </Button>
        )}
      </section>
      {several.length > 0 && <BatchBar orders={several} onDrop={() => setChosen(new Set())} />}
    </>
  )
}

type OrderProps = { order: PurchaseSummaryOut; chosen: boolean; onChoose: (on: boolean) => void }

function Order({ order, chosen, onChoose }: OrderProps) {
  const t = useText()
  const format = useFormat()
  const { id, number, supplier, warehouse, expected_on, lines, received_percent } = order
  return (
    <li className={chosen ? 'chosen' : undefined}>
      <Checkbox hideLabel label={t.common.table.choose_row(supplier.name)} checked={chosen} onChange={onChoose} />
      <Link to={to.receive(id)} className="receiving-order">
        <span className="grow">
          <b>{supplier.name}</b>
          <small className="quiet">
            <span className="code">{t.purchasing.orders.code(number)}</span> · {t.purchasing.orders.lines(lines)} ·{' '}
            {warehouse.name}
          </small>
        </span>
        <span className="receiving-when">
          <PurchaseState order={order} />
          <small className="quiet">
            {received_percent > 0
              ? t.receiving.came_percent(format.percent(received_percent / whole, 0))
              : expected_on && t.receiving.for_day(format.day(expected_on))}
          </small>
        </span>
        <Icon of={ChevronRight} />
      </Link>
    </li>
  )
}

function NothingExpected() {
  const t = useText().receiving
  return (
    <EmptyState
      small
      title={t.empty_title}
      text={t.empty_text}
      actions={
        <Link className={buttonClass({ size: 'l' })} to={to.receiveLoose()}>
          {t.without_order}
        </Link>
      }
    />
  )
}
