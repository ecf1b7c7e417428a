import { useMay, useSession } from '../api/session-store.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Money } from '../ui/money.tsx'
import { type Figure, Figures } from '../ui/section.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { Product } from './product-panel.tsx'
import type { StockByWarehouse } from './warehouse-levels.tsx'

const basisPoints = 10_000

/** The figures one wants first: what can be sold, what is promised, what it cost, what it sells for. */
export function ProductFigures({ product, stock }: { product: Product; stock: StockByWarehouse }) {
  const t = useText()
  const format = useFormat()
  const figures: Figure[] = [
    { name: t.stock.available, value: format.quantity(stock.available) },
    { name: t.stock.reserved, value: format.quantity(stock.reserved) },
    ...(stock.unit_cost === undefined
      ? []
      : [{ name: t.stock.average_cost, value: <Money minor={stock.unit_cost} /> }]),
    { name: t.catalog.price, value: <Money minor={product.price} /> },
  ]
  return <Figures figures={figures} />
}

/** What the record says, without what the list already shows. */
export function ProductFacts({ product }: { product: Product }) {
  const t = useText()
  const words = t.catalog
  const format = useFormat()
  const may = useMay()
  const { business } = useSession()
  const quantity = (value: number | null) => (value === null ? null : `${format.quantity(value)} ${product.unit}`)
  const rows: [string, React.ReactNode][] = [
    [words.form.kind, product.kind === 'service' ? words.form.service : words.form.good],
    [words.status, words.statuses[product.status]],
    [words.category, product.category],
    [words.price, <Money key="price" minor={product.price} />],
    ...(may('costs.see') ? costRows() : []),
    [words.form.tax_class, business?.tax_classes.find(({ code }) => code === product.tax_class)?.says ?? null],
    [words.form.unit, product.unit],
    [words.form.min_stock, quantity(product.min_stock)],
    [words.form.max_stock, quantity(product.max_stock)],
    [words.form.reorder_quantity, quantity(product.reorder_quantity)],
    [words.form.description, product.description],
    [
      words.families.of_product,
      product.family_id && (
        <Link key="f" to={to.family(product.family_id)}>
          {words.families.see}
        </Link>
      ),
    ],
    ...Object.entries(product.options),
  ]
  function costRows(): [string, React.ReactNode][] {
    const { cost, margin_basis_points: margin } = product
    return [
      [words.cost, cost == null ? null : <Money key="cost" minor={cost} />],
      [words.margin, margin == null ? null : format.percent(margin / basisPoints)],
    ]
  }
  return (
    <dl className="record">
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
