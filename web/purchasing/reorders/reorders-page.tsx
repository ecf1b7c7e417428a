import { BellRing, Plus } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { ListFoot, WarehouseSelect } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ListBar, SavedViewTabs, SearchField } from '../../ui/list-tools.tsx'
import { WithPanel } from '../../ui/panel.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { reorderRoutes } from '../stale-routes.ts'
import { OrderBar } from './order-bar.tsx'
import { ReorderChart } from './reorder-chart.tsx'
import { useReorderColumns } from './reorder-columns.tsx'
import { ReorderDialog } from './reorder-dialog.tsx'
import { ReorderPanel } from './reorder-panel.tsx'
import '../../styles/sheets.css'
import '../purchasing.css'

const start = { q: '', view: 'requested', sort: '-created_at', bodega: '', ficha: '' }
const views = ['requested', 'ordered', 'received', 'cancelled', 'all'] as const
type View = (typeof views)[number]
const nothing: ReadonlySet<string> = new Set()
const pageRows = '100'

/** `/reordenes`: what the shop needs, from alerts or by hand, until it is grouped into orders. */
export function ReordersPage() {
  const t = useText()
  const words = t.purchasing.reorders
  const may = useMay()
  const [shown, setShown] = useAddress(start)
  const [chosen, setChosen] = useState(nothing)
  const view: View = views.find((one) => one === shown.view) ?? 'requested'
  const list = useList('GET /api/reorders', {
    query: {
      count: 'true',
      limit: pageRows,
      sort: shown.sort,
      ...(shown.q ? { q: shown.q } : {}),
      ...(shown.bodega ? { warehouse_id: shown.bodega } : {}),
      ...(view === 'all' ? {} : { status: view }),
    },
  })
  const columns = useReorderColumns()
  const total = list.first?.total
  const free = list.rows.filter(
    ({ id, status, purchase_order }) => chosen.has(id) && status === 'requested' && !purchase_order,
  )
  return (
    <>
      <NewAct />
      <WithPanel
        panel={shown.ficha && <ReorderPanel id={shown.ficha} onClose={() => setShown({ ficha: '' })} />}
        list={
          <>
            <SavedViewTabs
              active={view}
              onPick={(next) => {
                setChosen(nothing)
                setShown({ view: next, ficha: '' })
              }}
              views={views.map((key) => ({
                key,
                name: words.views[key],
                count: key === view ? (total ?? null) : null,
              }))}
            />
            <section className="sheet" aria-label={words.title}>
              <ListBar end={<GatherButton warehouse_id={shown.bodega} />}>
                <SearchField label={words.search} value={shown.q} onChange={(q) => setShown({ q })} />
                <div className="list-filter">
                  <WarehouseSelect
                    size="s"
                    hideLabel
                    label={t.stock.warehouse}
                    none={t.catalog.any_warehouse}
                    value={shown.bodega}
                    onChange={(bodega) => setShown({ bodega })}
                  />
                </div>
              </ListBar>
              {list.problem ? (
                <ErrorState title={t.shell.failure.title(words.the_list)} problem={list.problem} onRetry={list.retry} />
              ) : (
                <Table
                  caption={words.title}
                  columns={columns}
                  rows={list.rows}
                  rowKey={({ id }) => id}
                  rowName={({ product }) => product.name}
                  {...(may('purchases.edit') && view === 'requested' && { chosen, onChoose: setChosen })}
                  sort={shown.sort}
                  onSort={(sort) => setShown({ sort })}
                  loading={list.loading}
                  openKey={shown.ficha}
                  onOpen={({ id }) => setShown({ ficha: id })}
                  empty={shown.q ? <NothingFound title={words.nothing} /> : <NoReorders view={view} />}
                  foot={
                    <ListFoot
                      says={total === undefined ? null : words.count(total)}
                      more={list.more}
                      busy={list.loadingMore}
                    />
                  }
                />
              )}
            </section>
            {free.length > 0 && <OrderBar chosen={free} onDrop={() => setChosen(nothing)} />}
            <ReorderChart warehouse_id={shown.bodega} />
          </>
        }
      />
    </>
  )
}

/** Whatever is below its minimum and neither asked for nor on its way. */
function GatherButton({ warehouse_id }: { warehouse_id: string }) {
  const t = useText().purchasing.reorders
  const may = useMay()
  const gather = useCommand('POST /api/reorders/from-alerts', {
    refresh: reorderRoutes,
    onDone: ({ created, already }) => toast(t.gathered(created.length, already)),
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  if (!may('purchases.edit')) return null
  return (
    <Button
      size="s"
      icon={BellRing}
      busy={gather.isPending}
      onClick={() => gather.mutate({ body: warehouse_id ? { warehouse_id } : {} })}
    >
      {t.from_alerts}
    </Button>
  )
}

function NewAct() {
  const t = useText().purchasing.reorders
  const may = useMay()
  const [writing, setWriting] = useState(false)
  if (!may('purchases.request')) return null
  return (
    <>
      <PageActions>
        <Button kind="primary" icon={Plus} hotkey="n" onClick={() => setWriting(true)}>
          {t.new_one}
        </Button>
      </PageActions>
      {writing && <ReorderDialog onClose={() => setWriting(false)} />}
    </>
  )
}

function NoReorders({ view }: { view: View }) {
  const t = useText().purchasing.reorders
  if (view !== 'requested' && view !== 'all') return <EmptyState small title={t.nothing} />
  return <EmptyState title={t.empty_title} text={t.empty_text} link={<Link to={to.lowStock()}>{t.see_alerts}</Link>} />
}
