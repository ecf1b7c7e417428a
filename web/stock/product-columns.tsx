import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useText } from '../text/text.ts'
import { State } from '../ui/chip.tsx'
import { Money } from '../ui/money.tsx'
import type { Column } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { StockState } from './stock-state.tsx'
import type { StockTotal, TotalOf } from './use-totals.ts'

export type ProductRow = AnswerOf<'GET /api/products'>['items'][number]
type Options = { totalOf: TotalOf; narrow: boolean }

const basisPoints = 10_000

/** The columns of the list; cost and margin only for those who see them, and where there is room. */
export function useProductColumns({ totalOf, narrow }: Options): Column<ProductRow>[] {
  const t = useText().catalog
  const may = useMay()
  const { quantity } = useFormat()
  const columns: Column<ProductRow>[] = [
    { key: 'sku', head: t.code, sort: 'sku', width: '104px', cell: ({ sku }) => <span className="code">{sku}</span> },
    { key: 'name', head: t.name, sort: 'name', card: 'title', cell: ({ name }) => name },
  ]
  if (may('stock.see')) {
    const total = (product: ProductRow) => (product.kind === 'good' ? totalOf(product.id) : undefined)
    columns.push({
      key: 'available',
      head: t.available,
      align: 'number',
      card: 'side',
      cell: (product) => <b>{withTotal(total(product), ({ available }) => quantity(available))}</b>,
    })
    // The panel beside the list says the minimum of each warehouse.
    if (!narrow)
      columns.push({
        key: 'minimum',
        head: t.minimum,
        align: 'number',
        cell: (product) => withTotal(total(product), ({ min_stock }) => quantity(min_stock)),
      })
  }
  columns.push(
    {
      key: 'state',
      head: t.state,
      card: 'plain',
      cell: (product) => <ProductState product={product} total={totalOf(product.id)} />,
    },
    { key: 'price', head: t.price, align: 'number', sort: 'price', cell: ({ price }) => <Money minor={price} /> },
  )
  return may('costs.see') && !narrow ? [...columns, ...costColumns(t)] : columns
}

const withTotal = (total: StockTotal | undefined, write: (total: StockTotal) => string) => (total ? write(total) : null)

function costColumns(t: { cost: string; margin: string }): Column<ProductRow>[] {
  return [
    {
      key: 'cost',
      head: t.cost,
      align: 'number',
      sort: 'cost',
      cell: ({ cost }) => typeof cost === 'number' && <Money minor={cost} />,
    },
    {
      key: 'margin',
      head: t.margin,
      align: 'number',
      sort: 'margin',
      cell: (product) => <Margin points={product.margin_basis_points} />,
    },
  ]
}

function Margin({ points }: { points: number | null | undefined }) {
  const format = useFormat()
  return points == null ? null : <span>{format.percent(points / basisPoints)}</span>
}

type StateProps = { product: ProductRow; total: StockTotal | undefined }
function ProductState({ product, total }: StateProps) {
  const t = useText().catalog
  if (product.status !== 'active') return <State tone="info">{t.statuses[product.status]}</State>
  if (product.kind === 'service') return <State tone="neutral">{t.states.service}</State>
  return total ? <StockState total={total} /> : null
}
