import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageActions } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ListBar, SavedViewTabs } from '../../ui/list-tools.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { WarehouseSelect } from '../choices.tsx'
import { ListFoot } from '../list-foot.tsx'
import { CountState } from './count-state.tsx'
import { OpenCountDialog } from './open-count-dialog.tsx'
import { scopeName } from './scope-name.ts'
import './counts.css'

type Row = AnswerOf<'GET /api/stock-counts'>['items'][number]

const start = { view: 'all', bodega: '', nuevo: '' }
const views = ['all', 'open', 'counting', 'review', 'posted', 'cancelled'] as const
type View = (typeof views)[number]

/** `/bodega/conteos`: what was counted, what is being counted, and what waits for a decision. */
export function CountsPage() {
  const t = useText()
  const words = t.warehouse.counts
  const may = useMay()
  const go = useGo()
  const [shown, setShown] = useAddress(start)
  const [opening, setOpening] = useState(false)
  const view: View = views.find((one) => one === shown.view) ?? 'all'
  const list = useList('GET /api/stock-counts', {
    query: {
      count: 'true',
      ...(shown.bodega ? { warehouse_id: shown.bodega } : {}),
      ...(view === 'all' ? {} : { status: view }),
    },
  })
  const total = list.first?.total
  const columns = useColumns()
  return (
    <>
      <PageActions>
        {may('stock.count') && (
          <Button kind="primary" icon={Plus} hotkey="n" onClick={() => setOpening(true)}>
            {words.new_one}
          </Button>
        )}
      </PageActions>
      <SavedViewTabs
        active={view}
        onPick={(next) => setShown({ view: next })}
        views={views.map((key) => ({ key, name: words.views[key], count: key === view ? (total ?? null) : null }))}
      />
      <section className="sheet" aria-label={words.title}>
        <ListBar>
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
            rowName={({ number }) => words.title_of(number)}
            loading={list.loading}
            onOpen={({ id }) => go(to.count(id))}
            empty={<NoCounts onOpen={() => setOpening(true)} />}
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
      {opening && <OpenCountDialog onClose={() => setOpening(false)} onDone={(id) => go(to.count(id))} />}
    </>
  )
}

function useColumns(): Column<Row>[] {
  const t = useText()
  const words = t.warehouse.counts
  const format = useFormat()
  return [
    {
      key: 'number',
      head: words.number,
      width: '76px',
      cell: ({ number }) => <span className="code">C-{number}</span>,
    },
    { key: 'what', head: words.what, card: 'title', cell: (row) => <b>{scopeName(t, row)}</b> },
    { key: 'warehouse', head: t.stock.warehouse, cell: ({ warehouse }) => warehouse.name },
    { key: 'state', head: words.state, card: 'plain', cell: ({ status }) => <CountState status={status} /> },
    { key: 'when', head: words.when, cell: (row) => format.moment(row.posted_at ?? row.closed_at ?? row.created_at) },
    { key: 'who', head: words.who, cell: (row) => row.posted_by_name ?? row.closed_by_name ?? row.created_by_name },
    {
      key: 'progress',
      head: words.progress,
      align: 'number',
      card: 'side',
      cell: ({ counted, lines }) => <b>{words.of(format.quantity(counted), format.quantity(lines))}</b>,
    },
  ]
}

function NoCounts({ onOpen }: { onOpen: () => void }) {
  const t = useText().warehouse.counts
  const may = useMay()
  return (
    <EmptyState
      title={t.empty_title}
      text={t.empty_text}
      actions={
        may('stock.count') && (
          <Button kind="primary" size="l" onClick={onOpen}>
            {t.new_one}
          </Button>
        )
      }
    />
  )
}
