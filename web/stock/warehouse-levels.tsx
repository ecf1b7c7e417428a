import type { AnswerOf } from '../api/route-types.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { LevelBar } from '../ui/level-bar.tsx'
import { useFormat } from '../ui/use-format.ts'
import './stock.css'
import { ScrollBox } from '../ui/scroll-box.tsx'

export type StockByWarehouse = AnswerOf<'GET /api/products/:id/stock-by-warehouse'>

/** What each warehouse has against its minimum, on one ruler, so that bars compare. */
export function WarehouseLevels({ stock }: { stock: StockByWarehouse }) {
  const t = useText().stock
  const format = useFormat()
  const minimums = useMinimums(stock.product.id)
  const rows = stock.warehouses.map((level) => ({ ...level, minimum: minimums.get(level.warehouse.id) ?? 0 }))
  const top = Math.max(1, ...rows.flatMap(({ available, minimum }) => [available, minimum * 1.5]))
  const hasReserved = stock.reserved > 0
  return (
    <ScrollBox>
      <table className="plain-table warehouse-levels">
        <caption className="only-read">{t.by_warehouse}</caption>
        <thead>
          <tr>
            <th scope="col">{t.warehouse}</th>
            <th scope="col">{t.available}</th>
            {hasReserved && <th scope="col">{t.reserved}</th>}
            <th scope="col">{t.minimum}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ warehouse, available, reserved, minimum }) => (
            <tr key={warehouse.id}>
              <td>
                <span className="level-place">
                  {warehouse.name}
                  <LevelBar value={available} minimum={minimum} top={top} width={110} />
                </span>
              </td>
              <td>
                <b>{format.quantity(available)}</b>
              </td>
              {hasReserved && <td>{reserved > 0 && format.quantity(reserved)}</td>}
              <td className="quiet">{minimum > 0 && format.quantity(minimum)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

const placesMax = '200'

/** The minimum that counts in each warehouse: its own, or the product's where there is or was any of it. */
function useMinimums(product_id: string): Map<string, number> {
  const levels = useAnswer('GET /api/stock-levels', { query: { product_id, limit: placesMax } })
  const rules = useAnswer('GET /api/products/:id/levels', { params: { id: product_id } })
  const minimums = new Map((rules.data?.items ?? []).map((rule) => [rule.warehouse_id, rule.min_stock ?? 0]))
  for (const { warehouse, min_stock } of levels.data?.items ?? []) minimums.set(warehouse.id, min_stock ?? 0)
  return minimums
}
