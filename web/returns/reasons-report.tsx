import type { AnswerOf } from '../api/route-types.ts'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Money } from '../ui/money.tsx'
import { Figures } from '../ui/section.tsx'
import { ShareList } from '../ui/share-list.tsx'
import { NothingFound } from '../ui/states.tsx'
import { Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'

type Reasons = AnswerOf<'GET /api/returns/reasons'>

/** Why goods came back in a period, the dearest reason first, and which goods. */
export function ReasonsReport({ period }: { period: { from?: string; to?: string } }) {
  const t = useText().returns
  const reasons = useAnswer('GET /api/returns/reasons', { query: period })
  return (
    <QueryState query={reasons} what={t.the_reasons}>
      {(data) =>
        data.returns === 0 ? (
          <NothingFound title={t.report.empty_title} text={t.report.empty_text} />
        ) : (
          <div className="reasons">
            <ReasonBars data={data} />
            <ProductsBack data={data} />
          </div>
        )
      }
    </QueryState>
  )
}

function ReasonBars({ data }: { data: Reasons }) {
  const t = useText().returns
  const format = useFormat()
  return (
    <div>
      <Figures
        figures={[
          { name: t.report.returns, value: format.quantity(data.returns) },
          { name: t.report.value, value: <Money minor={data.value_minor} /> },
        ]}
      />
      <ShareList
        label={t.report.title}
        shares={data.reasons.map(({ reason, returns, units, value_minor }) => ({
          key: reason,
          name: t.reasons[reason],
          value: value_minor,
          says: <Money minor={value_minor} />,
          note: `${t.count(format.quantity(returns), returns)} · ${t.report.units}: ${format.quantity(units)}`,
        }))}
      />
    </div>
  )
}

function ProductsBack({ data }: { data: Reasons }) {
  const t = useText().returns
  const format = useFormat()
  return (
    <Table
      caption={t.report.products}
      rows={data.products}
      rowKey={({ product_id }) => product_id}
      columns={[
        {
          key: 'product',
          head: t.report.product,
          card: 'title',
          cell: ({ product_id, name, sku }) => (
            <>
              <Link to={to.product(product_id)}>{name}</Link> <small className="code quiet">{sku}</small>
            </>
          ),
        },
        { key: 'units', head: t.report.units, align: 'number', cell: ({ units }) => format.quantity(units) },
        {
          key: 'value',
          head: t.report.value,
          align: 'number',
          card: 'side',
          cell: ({ value_minor }) => <Money minor={value_minor} />,
        },
      ]}
    />
  )
}
