import type { Problem } from '../api/problem.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { useFormat } from '../ui/use-format.ts'
import './stock.css'
import type { Product } from './product-panel.tsx'

type Conflict = { field: string; yours: unknown; current: unknown }
type ConflictProps = {
  problem: Problem
  onMine: (current: Product) => void
  onTheirs: (current: Product) => void
}

/** Somebody else was faster: both values of each field, and the choice. */
export function ProductConflict({ problem, onMine, onTheirs }: ConflictProps) {
  const t = useText().catalog.conflict
  const write = useWriting()
  // A 412 of the catalogue carries the product as it is now and the fields that differ.
  const current = problem.members.current as Product
  const conflicts = (problem.members.conflicts ?? []) as Conflict[]
  return (
    <section className="conflict" role="alert">
      <b>{t.title}</b>
      <p className="second">{t.text}</p>
      {conflicts.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t.field}</th>
              <th scope="col">{t.yours}</th>
              <th scope="col">{t.theirs}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map(({ field, yours, current: theirs }) => (
              <tr key={field}>
                <td>{write.field(field)}</td>
                <td>
                  <b>{write.value(field, yours)}</b>
                </td>
                <td>{write.value(field, theirs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="row wrap">
        <Button size="s" onClick={() => onTheirs(current)}>
          {t.take_theirs}
        </Button>
        <Button size="s" kind="primary" onClick={() => onMine(current)}>
          {t.keep_mine}
        </Button>
      </div>
    </section>
  )
}

function useWriting() {
  const t = useText().catalog
  const format = useFormat()
  const names: Record<string, string> = {
    sku: t.form.sku,
    name: t.form.name,
    description: t.form.description,
    category_id: t.form.category,
    unit: t.form.unit,
    decimals: t.form.decimals,
    price: t.form.price,
    cost: t.form.cost,
    tax_class: t.form.tax_class,
    status: t.form.status,
    min_stock: t.form.min_stock,
    max_stock: t.form.max_stock,
    reorder_quantity: t.form.reorder_quantity,
    barcodes: t.form.barcodes,
  }
  const value = (field: string, given: unknown): string => {
    if (given === null || given === undefined || given === '') return t.conflict.empty
    if (typeof given === 'number') {
      return field === 'price' || field === 'cost' ? format.money(given) : format.quantity(given)
    }
    if (Array.isArray(given)) return given.map(codeOf).join(', ') || t.conflict.empty
    return String(given)
  }
  return { field: (field: string) => names[field] ?? field, value }
}

const codeOf = (given: unknown): string =>
  typeof given === 'object' && given !== null && 'code' in given ? String(given.code) : String(given)
