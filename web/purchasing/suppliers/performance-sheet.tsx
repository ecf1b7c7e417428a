import { useState } from 'react'
import type { PerformanceOut } from '#purchasing/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { cx } from '../../ui/class-names.ts'
import { Money } from '../../ui/money.tsx'
import { Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useFormat } from '../../ui/use-format.ts'

const dayMs = 86_400_000
const yearDays = 365
const whole = 100
/** From here on a figure is worth a word with the supplier. */
const poor = { on_time: 80, filled: 95, damaged: 2, drift: 10 }

const dayAgo = (days: number) => new Date(Date.now() - days * dayMs).toLocaleDateString('en-CA')

/** Computed from orders and receipts of the period, whenever one looks. */
export function PerformanceSheet({ supplier_id }: { supplier_id: string }) {
  const t = useText().purchasing.performance
  const [from, setFrom] = useState(() => dayAgo(yearDays))
  const [until, setUntil] = useState(() => dayAgo(0))
  const isBackwards = from > until
  const performance = useAnswer(
    'GET /api/suppliers/:id/performance',
    { params: { id: supplier_id }, query: { from, to: until } },
    { enabled: !isBackwards && from !== '' && until !== '' },
  )
  return (
    <section className="sheet sheet-pad performance" aria-label={t.title}>
      <Section title={t.title} level={2}>
        <div className="row wrap performance-period">
          <TextField type="date" size="s" label={t.from} value={from} max={until} onChange={setFrom} />
          <TextField
            type="date"
            size="s"
            label={t.until}
            value={until}
            min={from}
            onChange={setUntil}
            error={isBackwards ? t.backwards : undefined}
          />
        </div>
        <QueryState query={performance} what={t.the_figures} small rows={4}>
          {(data) => <Measures figures={data} />}
        </QueryState>
      </Section>
    </section>
  )
}

type Measure = { name: string; value: React.ReactNode; says: string; isPoor?: boolean }

function Measures({ figures }: { figures: PerformanceOut }) {
  const t = useText().purchasing.performance
  const measures = useMeasures(figures)
  return (
    <>
      <p className="quiet">{t.basis(figures.orders, figures.receipts)}</p>
      <dl className="measures">
        {measures.map(({ name, value, says, isPoor }) => (
          <div key={name}>
            <dt className="label">{name}</dt>
            <dd className={cx(isPoor && 'bad')}>{value}</dd>
            <dd className="quiet measure-says">{says}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function useMeasures(figures: PerformanceOut): Measure[] {
  const t = useText().purchasing.performance
  const format = useFormat()
  const percent = (value: number | null) => (value === null ? t.nothing_yet : format.percent(value / whole))
  const days = (value: number | null) =>
    value === null ? t.nothing_yet : t.days(format.quantity(Math.round(value * 10) / 10))
  const { on_time_percent, fill_rate_percent, damaged_percent, price_drift_percent } = figures
  return [
    {
      name: t.on_time,
      value: percent(on_time_percent),
      says: t.on_time_says,
      isPoor: on_time_percent !== null && on_time_percent < poor.on_time,
    },
    {
      name: t.lead_time,
      value: days(figures.lead_time_days_mean),
      says:
        figures.lead_time_days_deviation === null
          ? t.lead_time_says
          : t.deviation(days(figures.lead_time_days_deviation)),
    },
    {
      name: t.filled,
      value: percent(fill_rate_percent),
      says: t.filled_says,
      isPoor: fill_rate_percent !== null && fill_rate_percent < poor.filled,
    },
    {
      name: t.damaged,
      value: percent(damaged_percent),
      says: t.damaged_says,
      isPoor: damaged_percent !== null && damaged_percent > poor.damaged,
    },
    {
      name: t.drift,
      value:
        price_drift_percent !== null && price_drift_percent > 0
          ? `+${percent(price_drift_percent)}`
          : percent(price_drift_percent),
      says: t.drift_says,
      isPoor: price_drift_percent !== null && price_drift_percent > poor.drift,
    },
    {
      name: t.bought,
      value: figures.cost_minor === undefined ? format.quantity(figures.units) : <Money minor={figures.cost_minor} />,
      says: t.units(format.quantity(figures.units)),
    },
  ]
}
