import { Plus, Printer } from 'lucide-react'
import { useState } from 'react'
import type { Bin } from '#stock/contract'
import { useMay } from '../../api/session-store.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { useAddress } from '../../shell/location.ts'
import { PageActions, PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { BulkBar, ListBar, SearchField } from '../../ui/list-tools.tsx'
import { WithPanel } from '../../ui/panel.tsx'
import { EmptyState, ErrorState, NothingFound } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { WarehouseSelect } from '../choices.tsx'
import { ListFoot } from '../list-foot.tsx'
import { BinPanel } from './bin-panel.tsx'
import { NewBinsDialog } from './new-bins-dialog.tsx'
import { usePrint } from './use-print.ts'
import './places.css'

const start = { q: '', bodega: '', ficha: '' }
const nothing: ReadonlySet<string> = new Set()

/** `/bodega/ubicaciones`: the shelves in the order one walks past them, and what lives on each. */
export function BinsPage() {
  const t = useText()
  const words = t.warehouse.bins
  const may = useMay()
  const [shown, setShown] = useAddress(start)
  const [adding, setAdding] = useState(false)
  const [chosen, setChosen] = useState(nothing)
  const columns = useColumns(shown.bodega === '')
  const print = usePrint()
  const list = useList('GET /api/bins', {
    query: {
      count: 'true',
      ...(shown.q ? { q: shown.q } : {}),
      ...(shown.bodega ? { warehouse_id: shown.bodega } : {}),
    },
  })
  const total = list.first?.total
  const opened = list.rows.find(({ id }) => id === shown.ficha)
  return (
    <>
      <PageTitle title={words.title} back={to.warehouseTasks()} />
      <PageActions>
        {may('bins.edit') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => setAdding(true)}>
            {words.new_ones}
          </Button>
        )}
      </PageActions>
      <WithPanel
        panel={opened && <BinPanel key={opened.id} bin={opened} onClose={() => setShown({ ficha: '' })} />}
        list={
          <>
            <section className="sheet" aria-label={words.title}>
              <ListBar>
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
                <ErrorState title={t.shell.failure.title(words.the_bins)} problem={list.problem} onRetry={list.retry} />
              ) : (
                <Table
                  caption={words.title}
                  columns={columns}
                  rows={list.rows}
                  rowKey={({ id }) => id}
                  rowName={({ code }) => code}
                  loading={list.loading}
                  chosen={chosen}
                  onChoose={setChosen}
                  openKey={shown.ficha}
                  onOpen={({ id }) => setShown({ ficha: id })}
                  empty={shown.q ? <NothingFound title={words.nothing} /> : <NoBins onAdd={() => setAdding(true)} />}
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
            {chosen.size > 0 && (
              <BulkBar count={chosen.size} onDrop={() => setChosen(nothing)}>
                <Button
                  kind="on-plate"
                  icon={Printer}
                  busy={print.busy}
                  onClick={() => print.run({ kind: 'bin', items: [...chosen].map((id) => ({ id })) })}
                >
                  {words.labels}
                </Button>
              </BulkBar>
            )}
          </>
        }
      />
      {adding && <NewBinsDialog onClose={() => setAdding(false)} />}
    </>
  )
}

function useColumns(several: boolean): Column<Bin>[] {
  const t = useText()
  const words = t.warehouse.bins
  const format = useFormat()
  return [
    { key: 'code', head: words.code, card: 'title', cell: ({ code }) => <b className="code bin-code">{code}</b> },
    { key: 'name', head: words.name, cell: ({ name }) => name },
    ...(several ? [{ key: 'warehouse', head: t.stock.warehouse, cell: ({ warehouse }: Bin) => warehouse.name }] : []),
    {
      key: 'products',
      head: words.products,
      align: 'number',
      card: 'side',
      cell: ({ products }) => (products > 0 ? format.quantity(products) : <span className="quiet">{words.free}</span>),
    },
  ]
}

function NoBins({ onAdd }: { onAdd: () => void }) {
  const t = useText().warehouse.bins
  const may = useMay()
  return (
    <EmptyState
      title={t.empty_title}
      text={t.empty_text}
      actions={
        may('bins.edit') && (
          <Button kind="primary" size="l" onClick={onAdd}>
            {t.new_ones}
          </Button>
        )
      }
    />
  )
}
