import { useAnswer } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { BarChart } from '../../ui/bar-chart.tsx'
import { useFormat } from '../../ui/use-format.ts'

/** Twelve months: how many requests there were, and how many of them came. */
export function ReorderChart({ warehouse_id }: { warehouse_id: string }) {
  const t = useText().purchasing.reorders
  const format = useFormat()
  const monthly = useAnswer('GET /api/reorders/monthly', { query: warehouse_id ? { warehouse_id } : {} })
  return (
    <section className="sheet sheet-pad reorder-chart" aria-label={t.chart}>
      <QueryState query={monthly} what={t.the_chart} small rows={4}>
        {({ months }) => (
          <BarChart
            title={<h2 className="section-title">{t.chart}</h2>}
            says={t.chart_says(
              months.reduce((sum, { requested }) => sum + requested, 0),
              months.reduce((sum, { received }) => sum + received, 0),
            )}
            names={[t.requested_many, t.received_many]}
            bars={months.map(({ month, requested, received }) => ({
              key: month,
              name: format.month(`${month}-15`),
              values: [requested, received],
            }))}
            write={format.quantity}
          />
        )}
      </QueryState>
    </section>
  )
}
