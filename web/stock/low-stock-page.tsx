import { useState } from 'react'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useAddress } from '../shell/location.ts'
import { useText } from '../text/text.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../ui/list-tools.tsx'
import { WithPanel } from '../ui/panel.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { AcknowledgeBar } from './acknowledge-bar.tsx'
import { useAlertColumns } from './alert-columns.tsx'
import { AlertSettingsAction } from './alert-settings.tsx'
import { WarehouseSelect } from './choices.tsx'
import { OversellSheet } from './oversell-sheet.tsx'
import { ProductPanel } from './product-panel.tsx'
import './inventory.css'

const start = { q: '', view: 'all', sort: 'urgency', bodega: '', ficha: '' }
const nothing: ReadonlySet<string> = new Set()
const levels = ['all', 'critical', 'high', 'medium'] as const
type Level = (typeof levels)[number]
const views = [...levels, 'oversold'] as const

/** `/alertas-stock`: what runs out, worst first, and how much to order; and what was sold before it was there. */
export function LowStockPage() {
  const words = useText().stock.alerts
  const [shown, setShown] = useAddress(start)
  const view = views.find((one) => one === shown.view) ?? 'all'
  const place = shown.bodega ? { warehouse_id: shown.bodega } : {}
  const counts = useAnswer('GET /api/stock-alerts/count', { query: place })
  const oversells = useAnswer('GET /api/stock-oversells', { query: { ...place, limit: '1', count: 'true' } })
  const countOf = (key: (typeof views)[number]) =>
    (key === 'oversold' ? oversells.data?.total : key === 'all' ? counts.data?.total : counts.data?.[key]) ?? null
  const onOpen = (ficha: string) => setShown({ ficha })
  return (
    <>
      <AlertSettingsAction />
      <WithPanel
        panel={shown.ficha && <ProductPanel id={shown.ficha} onClose={() => setShown({ ficha: '' })} />}
        list={
          <>
            <SavedViewTabs
              active={view}
              onPick={(next) => setShown({ view: next, ficha: '' })}
              views={views.map((key) => ({ key, name: words.views[key], count: countOf(key) }))}
            />
            {view === 'oversold' ? (
              <OversellSheet
                warehouse_id={shown.bodega}
                onWarehouse={(bodega) => setShown({ bodega })}
                onOpen={onOpen}
              />
            ) : (
              <AlertSheet level={view} shown={shown} setShown={setShown} onOpen={onOpen} />
            )}
          </>
        }
      />
    </>
  )
}

type SheetProps = {
  level: Level
  shown: typeof start
  setShown: (change: Partial<typeof start>) => void
  onOpen: (product_id: string) => void
}

function AlertSheet({ level, shown, setShown, onOpen }: SheetProps) {
  const t = useText()
  const words = t.stock.alerts
  const place = shown.bodega ? { warehouse_id: shown.bodega } : {}
  const alerts = useList('GET /api/stock-alerts', {
    query: {
      ...place,
      sort: shown.sort,
      count: 'true',
      ...(shown.q ? { q: shown.q } : {}),
      ...(level === 'all' ? {} : { level }),
    },
  })
  const columns = useAlertColumns(shown.bodega === '')
  const may = useMay()
  const [chosen, setChosen] = useState(nothing)
  return (
    <>
      <section className="sheet" aria-label={words.title}>
        <ListBar>
          <SearchField label={words.search} value={shown.q} onChange={(q) => setShown({ q })} />
          <div className="list-filter">
            <WarehouseSelect
              size="s"
              hideLabel
              label={t.catalog.warehouse}
              none={t.catalog.any_warehouse}
              value={shown.bodega}
              onChange={(bodega) => setShown({ bodega })}
            />
          </div>
        </ListBar>
        {alerts.problem ? (
          <ErrorState title={t.shell.failure.title(words.the_alerts)} problem={alerts.problem} onRetry={alerts.retry} />
        ) : (
          <Table
            caption={words.title}
            columns={columns}
            rows={alerts.rows}
            rowKey={({ product, warehouse }) => `${product.id} ${warehouse.id}`}
            {...(may('stock.acknowledge') && { chosen, onChoose: setChosen })}
            rowName={({ product }) => product.name}
            sort={shown.sort}
            onSort={(sort) => setShown({ sort })}
            loading={alerts.loading}
            onOpen={({ product }) => onOpen(product.id)}
            empty={shown.q ? <NothingFound title={words.nothing} /> : <AllFine />}
            foot={<Foot total={alerts.first?.total} more={alerts.more} busy={alerts.loadingMore} />}
          />
        )}
      </section>
      {chosen.size > 0 && <AcknowledgeBar chosen={chosen} onDrop={() => setChosen(nothing)} />}
    </>
  )
}

function AllFine() {
  const t = useText().stock.alerts
  return (
    <EmptyState
      title={t.empty_title}
      text={t.empty_text}
      actions={
        <Link className={buttonClass({ size: 'l' })} to={to.inventory()}>
          {t.to_inventory}
        </Link>
      }
    />
  )
}

function Foot({ total, more, busy }: { total: number | undefined; more: (() => void) | undefined; busy: boolean }) {
  const t = useText()
  const format = useFormat()
  return (
    <>
      <span>{total !== undefined && t.stock.alerts.count(format.quantity(total), total)}</span>
      {more && (
        <Button size="s" busy={busy} onClick={more}>
          {t.common.table.load_more}
        </Button>
      )}
    </>
  )
}
