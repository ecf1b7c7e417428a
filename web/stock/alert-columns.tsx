import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { ReorderButton } from '../purchasing/parts.tsx'
import { useText } from '../text/text.ts'
import { State, type Tone } from '../ui/chip.tsx'
import { LevelBar } from '../ui/level-bar.tsx'
import type { Column } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'

export type Alert = AnswerOf<'GET /api/stock-alerts'>['items'][number]

const tones: Record<Alert['level'], Tone> = { critical: 'bad', high: 'warn', medium: 'info' }
const whole = 100

/** What is left against the minimum, what is missing, and what to order. */
export function useAlertColumns(several: boolean): Column<Alert>[] {
  const t = useText()
  const words = t.stock.alerts
  const format = useFormat()
  const may = useMay()
  return [
    {
      key: 'code',
      head: words.code,
      width: '104px',
      cell: ({ product }) => <span className="code">{product.sku}</span>,
    },
    { key: 'product', head: words.product, sort: 'name', card: 'title', cell: ({ product }) => product.name },
    ...(several ? [{ key: 'warehouse', head: t.stock.warehouse, cell: ({ warehouse }: Alert) => warehouse.name }] : []),
    {
      key: 'level',
      head: words.level,
      card: 'plain',
      cell: ({ level, acknowledged_by_name }) => (
        <>
          <State tone={tones[level]}>{words.levels[level]}</State>
          {acknowledged_by_name && <small className="quiet alert-seen">{words.seen_by(acknowledged_by_name)}</small>}
        </>
      ),
    },
    {
      key: 'available',
      head: t.stock.available,
      align: 'number',
      sort: 'available',
      card: 'side',
      cell: ({ available }) => <b>{format.quantity(available)}</b>,
    },
    {
      key: 'minimum',
      head: t.stock.minimum,
      align: 'number',
      cell: ({ min_stock }) => min_stock > 0 && format.quantity(min_stock),
    },
    {
      key: 'bar',
      head: words.percent,
      sort: 'urgency',
      card: 'hidden',
      cell: ({ available, min_stock, percent_of_min }) =>
        percent_of_min !== null && (
          <span className="row">
            <LevelBar value={available} minimum={min_stock} width={72} />
            {format.percent(percent_of_min / whole, 0)}
          </span>
        ),
    },
    {
      key: 'cover',
      head: words.cover,
      align: 'number',
      sort: 'cover',
      cell: ({ days_of_cover }) => days_of_cover !== null && words.cover_days(format.quantity(days_of_cover)),
    },
    {
      key: 'missing',
      head: words.missing,
      align: 'number',
      sort: 'missing',
      cell: ({ missing }) => missing > 0 && format.quantity(missing),
    },
    {
      key: 'incoming',
      head: words.on_the_way,
      align: 'number',
      cell: ({ incoming }) => incoming > 0 && format.quantity(incoming),
    },
    {
      key: 'suggested',
      head: words.suggested,
      align: 'number',
      cell: ({ suggested_quantity }) => <b>{format.quantity(suggested_quantity)}</b>,
    },
    ...(may('purchases.edit')
      ? [
          {
            key: 'reorder',
            head: words.act,
            card: 'plain' as const,
            cell: ({ product, warehouse }: Alert) => (
              <ReorderButton
                size="s"
                of={product.name}
                places={[{ product_id: product.id, warehouse_id: warehouse.id }]}
              />
            ),
          },
        ]
      : []),
  ]
}
