import { useText } from '../text/text.ts'
import { ChartFrame } from './chart-frame.tsx'
import { chartScale, stepPath } from './chart-scale.ts'
import { useFormat } from './use-format.ts'

export type StepPoint = { at: string; value: number }
type StepChartProps = {
  points: readonly StepPoint[]
  minimum?: number | undefined
  says: string
  height?: number
  title?: React.ReactNode
}

const marginRight = 34

/** The kardex as a picture: the balance as steps, its minimum dashed, today marked. */
export function StepChart({ points, minimum, says, height = 112, title }: StepChartProps) {
  const t = useText()
  const format = useFormat()
  const times = points.map((point) => new Date(point.at).getTime())
  const first = times[0] ?? 0
  const last = times.at(-1) ?? 1
  const lastPoint = points.at(-1)
  const scale = chartScale([...points.map((point) => point.value), minimum ?? 0], height - 18, 6)
  return (
    <ChartFrame
      says={says}
      title={title}
      height={height}
      heads={[t.common.chart.when, t.common.chart.value]}
      rows={points.map((point) => ({ when: format.moment(point.at), cells: [format.quantity(point.value)] })).reverse()}
    >
      {(width) => {
        const right = width - marginRight
        const x = (time: number) => 2 + ((time - first) / Math.max(1, last - first)) * (right - 2)
        const path = stepPath(points.map((point, index) => ({ x: x(times[index] ?? first), y: scale.y(point.value) })))
        const floor = scale.y(0)
        const lastY = scale.y(lastPoint?.value ?? 0)
        return (
          <>
            {scale.ticks.map((tick) => (
              <path
                key={tick}
                d={`M2 ${scale.y(tick)}H${right}`}
                stroke={tick === 0 ? 'var(--ink-3)' : 'var(--rule)'}
              />
            ))}
            <path d={`${path}V${floor}H2Z`} fill="var(--chart-line)" opacity=".1" />
            {minimum !== undefined && minimum > 0 && (
              <path
                d={`M2 ${scale.y(minimum)}H${right}`}
                stroke="var(--chart-forecast)"
                strokeWidth="1.5"
                strokeDasharray="5 4"
              />
            )}
            <path d={path} fill="none" stroke="var(--chart-line)" strokeWidth="2" />
            <circle cx={right} cy={lastY} r="4.5" fill="var(--money)" stroke="var(--ink)" strokeWidth="1.5" />
            <text x={right + 9} y={lastY + 4} className="chart-now">
              {format.quantity(lastPoint?.value ?? 0)}
            </text>
            {minimum !== undefined && minimum > 0 && Math.abs(scale.y(minimum) - lastY) > 11 && (
              <text x={right + 9} y={scale.y(minimum) + 5} className="chart-minimum">
                {format.quantity(minimum)}
              </text>
            )}
            {points[0] && (
              <text x="2" y={height - 3}>
                {format.day(points[0].at)}
              </text>
            )}
            <text x={right} y={height - 3} textAnchor="end">
              {t.common.chart.today}
            </text>
          </>
        )
      }}
    </ChartFrame>
  )
}
