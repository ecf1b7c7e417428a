import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { workingStore } from '../../api/working-store.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { buttonClass } from '../../ui/button.tsx'
import { LineChart } from '../../ui/line-chart.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { DayFigures } from './day-figures.tsx'
import { LowStock, TopProducts } from './day-lists.tsx'
import { DayTills } from './day-tills.tsx'
import { ToDecide } from './to-decide.tsx'
import './today.css'

const DAYS = 28

/** `/`: what the day is like, and what waits for a person. Every figure leads to its rows. */
export function TodayPage() {
  const t = useText()
  const may = useMay()
  const store_id = workingStore() ?? undefined
  const overview = useAnswer('GET /api/dashboard/overview', { query: { store_id } })
  return (
    <QueryState query={overview} what={t.sales.today.sales_word.toLowerCase()}>
      {(data) =>
        data.year.orders.value === 0 && data.orders.draft === 0 ? (
          <section className="sheet">
            <EmptyState
              title={t.sales.today.empty_title}
              text={t.sales.today.empty_text}
              actions={
                may('sales.sell') && (
                  <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.till()}>
                    {t.sales.today.empty_action}
                  </Link>
                )
              }
            />
          </section>
        ) : (
          <div className="today">
            <DayFigures overview={data} />
            <div className="today-main">
              <div className="today-column">
                <SalesByDay store_id={store_id} />
                <TopProducts store_id={store_id} />
              </div>
              <div className="today-column today-acts">
                <section className="sheet sheet-pad">
                  {may('till_sessions.see') && <DayTills store_id={store_id} />}
                  <ToDecide overview={data} store_id={store_id} />
                </section>
                {may('stock.see') && <LowStock />}
              </div>
            </div>
          </div>
        )
      }
    </QueryState>
  )
}

function SalesByDay({ store_id }: { store_id: string | undefined }) {
  const t = useText()
  const format = useFormat()
  const trend = useAnswer('GET /api/dashboard/sales-trend', { query: { store_id, by: 'day', days: String(DAYS) } })
  return (
    <section className="sheet sheet-pad" aria-label={t.sales.today.chart}>
      <QueryState query={trend} what={t.sales.today.chart} small>
        {({ items }) => (
          <LineChart
            title={
              <h2 className="sign today-head">
                {t.sales.today.chart} <small className="quiet">{t.sales.today.chart_note}</small>
              </h2>
            }
            past={items.map(({ from, sales_minor }) => ({ at: from, value: sales_minor }))}
            write={format.money}
            writeShort={format.moneyShort}
            pastName={t.sales.today.sales_word}
            says={t.sales.today.chart_says(format.money(items.reduce((sum, { sales_minor }) => sum + sales_minor, 0)))}
            markWeekday
            fills
          />
        )}
      </QueryState>
    </section>
  )
}
