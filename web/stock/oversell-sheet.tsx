import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ListFoot } from '../ui/list-foot.tsx'
import { ListBar } from '../ui/list-tools.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { AdjustDialog } from './adjust-dialog.tsx'
import { WarehouseSelect } from './choices.tsx'

type Oversell = AnswerOf<'GET /api/stock-oversells'>['items'][number]
type SheetProps = {
  warehouse_id: string
  onWarehouse: (warehouse_id: string) => void
  onOpen: (product_id: string) => void
}

/** Places below zero: sold before the books knew the goods were there. Each waits for a receipt or a count. */
export function OversellSheet({ warehouse_id, onWarehouse, onOpen }: SheetProps) {
  const t = useText()
  const words = t.stock.oversells
  const [adjusting, setAdjusting] = useState<Oversell | null>(null)
  const oversells = useList('GET /api/stock-oversells', {
    query: { count: 'true', ...(warehouse_id && { warehouse_id }) },
  })
  const columns = useColumns(setAdjusting)
  return (
    <section className="sheet" aria-label={words.title}>
      <ListBar>
        <div className="list-filter">
          <WarehouseSelect
            size="s"
            hideLabel
            label={t.catalog.warehouse}
            none={t.catalog.any_warehouse}
            value={warehouse_id}
            onChange={onWarehouse}
          />
        </div>
      </ListBar>
      {oversells.problem ? (
        <ErrorState
          title={t.shell.failure.title(words.the_oversells)}
          problem={oversells.problem}
          onRetry={oversells.retry}
        />
      ) : (
        <Table
          caption={words.title}
          columns={columns}
          rows={oversells.rows}
          rowKey={({ id }) => id}
          rowName={({ product }) => product.name}
          loading={oversells.loading}
          onOpen={({ product }) => onOpen(product.id)}
          empty={<EmptyState title={words.empty_title} text={words.empty_text} />}
          foot={
            <ListFoot
              total={oversells.first?.total}
              says={words.count}
              more={oversells.more}
              busy={oversells.loadingMore}
            />
          }
        />
      )}
      {adjusting && (
        <AdjustDialog
          product={adjusting.product}
          warehouse_id={adjusting.warehouse.id}
          onClose={() => setAdjusting(null)}
        />
      )}
    </section>
  )
}

function useColumns(onAdjust: (row: Oversell) => void): Column<Oversell>[] {
  const t = useText()
  const words = t.stock.oversells
  const may = useMay()
  const format = useFormat()
  return [
    {
      key: 'code',
      head: t.stock.alerts.code,
      width: '104px',
      cell: ({ product }) => <span className="code">{product.sku}</span>,
    },
    { key: 'product', head: t.stock.alerts.product, card: 'title', cell: ({ product }) => product.name },
    { key: 'warehouse', head: t.stock.warehouse, cell: ({ warehouse }) => warehouse.name },
    { key: 'since', head: words.since, cell: ({ opened_at }) => format.moment(opened_at) },
    { key: 'cause', head: words.cause, cell: (row) => <Cause of={row} /> },
    {
      key: 'on_hand',
      head: t.stock.on_hand,
      align: 'number',
      card: 'side',
      cell: ({ on_hand }) => <b className={on_hand < 0 ? 'bad' : ''}>{format.quantity(on_hand)}</b>,
    },
    {
      key: 'act',
      head: t.stock.alerts.act,
      card: 'plain',
      cell: (row) =>
        may('stock.adjust') && (
          <Button size="s" onClick={() => onAdjust(row)}>
            {t.stock.adjust.button}
          </Button>
        ),
    },
  ]
}

function Cause({ of: { cause_kind, cause_id } }: { of: Oversell }) {
  const words: Readonly<Record<string, string>> = useText().stock.oversells.causes
  const says = words[cause_kind] ?? words.other
  if (cause_kind === 'sale' || cause_kind === 'order') return <Link to={to.order(cause_id)}>{says}</Link>
  if (cause_kind === 'shipment') return <Link to={to.shipment(cause_id)}>{says}</Link>
  if (cause_kind === 'transfer') return <Link to={to.transfer(cause_id)}>{says}</Link>
  if (cause_kind === 'count') return <Link to={to.count(cause_id)}>{says}</Link>
  return says
}
