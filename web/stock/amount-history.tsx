import type { AnswerOf } from '../api/route-types.ts'
import { useAnswer } from '../api/use-answer.ts'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Money } from '../ui/money.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { Product } from './product-panel.tsx'

type Period = AnswerOf<'GET /api/products/:id/price-history'>['items'][number]

/** What it sold for, or cost, and who said so. */
export function AmountHistory({ product, of }: { product: Product; of: 'price' | 'cost' }) {
  const t = useText().catalog.prices
  const input = { params: { id: product.id } }
  const prices = useAnswer('GET /api/products/:id/price-history', input, { enabled: of === 'price' })
  const costs = useAnswer('GET /api/products/:id/cost-history', input, { enabled: of === 'cost' })
  const title = of === 'price' ? t.title : t.cost_title
  return (
    <section className="sheet sheet-pad">
      <h2 className="section-title">{title}</h2>
      <QueryState query={of === 'price' ? prices : costs} what={t.the_history} small rows={3}>
        {({ items }) => <Periods items={items} title={title} />}
      </QueryState>
    </section>
  )
}

function Periods({ items, title }: { items: readonly Period[]; title: string }) {
  const t = useText().catalog.prices
  const format = useFormat()
  if (items.length === 0) return <p className="quiet">{t.none}</p>
  return (
    <table className="plain-table">
      <caption className="only-read">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.from}</th>
          <th scope="col">{t.author}</th>
          <th scope="col">{t.amount}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ amount, valid_from, valid_to, author_name }) => (
          <tr key={valid_from}>
            <td>{format.moment(valid_from)}</td>
            <td className="quiet">{author_name}</td>
            <td>
              {valid_to === null ? (
                <b>
                  <Money minor={amount} />
                </b>
              ) : (
                <Money minor={amount} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
