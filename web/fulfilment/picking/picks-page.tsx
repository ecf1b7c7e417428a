import { useState } from 'react'
import type { FulfilmentSummaryOut } from '#fulfilment/contract'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useAddress } from '../../shell/location.ts'
import { PageTitle } from '../../shell/slots.tsx'
import { ListFoot, WarehouseSelect } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice-fields.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { WorkRow } from '../work-row.tsx'

/** Orders that one pair of hands takes along at most: an address holds their ids, a trolley their totes. */
const togetherMax = 20
const pageMax = '50'
const start = { bodega: '' }

/** `/bodega/buscar`: which orders to pick in one walk; the most urgent first. */
export function PicksPage() {
  const t = useText()
  const words = t.fulfilment.picking
  const may = useMay()
  const [{ bodega }, setShown] = useAddress(start)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const list = useList('GET /api/fulfilments', {
    query: {
      open: 'true',
      waits_for_stock: 'false',
      sort: 'due_at',
      limit: pageMax,
      ...(bodega ? { warehouse_id: bodega } : {}),
    },
  })
  const rows = list.rows.filter(({ state }) => state === 'received' || state === 'picking')
  const picked = rows.filter(({ id }) => chosen.has(id))
  const walk = useWalk(picked)
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <div className="work">
      <PageTitle title={words.title} back={to.warehouseTasks()} />
      <section className="sheet" aria-label={words.title}>
        <div className="work-bar">
          <p>{words.choose}</p>
          <WarehouseSelect
            size="s"
            hideLabel
            label={t.stock.warehouse}
            none={t.catalog.any_warehouse}
            value={bodega}
            onChange={(next) => setShown({ bodega: next })}
          />
        </div>
        {list.problem ? (
          <ErrorState title={t.shell.failure.title(words.the_list)} problem={list.problem} onRetry={list.retry} />
        ) : list.loading ? (
          <Skeleton rows={6} label={words.the_list} />
        ) : rows.length === 0 ? (
          <EmptyState small title={words.empty_title} text={words.empty_text} />
        ) : (
          <ul className="work-list">
            {rows.map((order) => (
              <WorkRow
                key={order.id}
                order={order}
                lead={
                  <Checkbox
                    hideLabel
                    label={t.common.table.choose_row(t.fulfilment.title_of(order.number))}
                    checked={chosen.has(order.id)}
                    disabled={!chosen.has(order.id) && !mayJoin(picked, order)}
                    onChange={(on) => choose(order.id, on)}
                  />
                }
                href={to.picking(order.id)}
              />
            ))}
          </ul>
        )}
        {list.more && (
          <div className="work-more">
            <ListFoot says={null} more={list.more} busy={list.loadingMore} />
          </div>
        )}
      </section>
      {rows.length > 0 && may('fulfilments.work') && (
        <div className="work-foot">
          <Button
            kind="primary"
            size="l"
            wide
            disabled={picked.length === 0}
            busy={walk.busy}
            onClick={() => void walk.go()}
          >
            {picked.length === 0 ? words.go_none : words.go(picked.length)}
          </Button>
        </div>
      )}
    </div>
  )
}

/** One walk is through one warehouse, with as many totes as a trolley holds. */
const mayJoin = (picked: readonly FulfilmentSummaryOut[], { warehouse_id }: FulfilmentSummaryOut): boolean =>
  picked.length < togetherMax && picked.every((one) => one.warehouse_id === warehouse_id)

/** Takes the orders on and goes to the shelves. */
function useWalk(picked: readonly FulfilmentSummaryOut[]) {
  const go = useGo()
  const startOne = useCommand('POST /api/fulfilments/:number/start', {
    refresh: ['GET /api/fulfilments', 'GET /api/fulfilments/board'],
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  return {
    busy: startOne.isPending,
    go: async () => {
      for (const { id, state } of picked) {
        if (state === 'received') await startOne.mutateAsync({ params: { number: id }, body: {} }).catch(() => null)
      }
      go(to.picking(picked.map(({ id }) => id).join(',')))
    },
  }
}
