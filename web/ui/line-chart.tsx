import { useId } from 'react'
import { useText } from '../text/text.ts'
import { ChartFrame } from './chart-frame.tsx'
import { chartScale, linePath } from './chart-scale.ts'
import { useFormat } from './use-format.ts'

export type LinePoint = { at: string; value: number }
export type ForecastPoint = LinePoint & { low: number; high: number }
type LineChartProps = {
  past: readonly LinePoint[]
  future?: readonly ForecastPoint[]
  /** Writes a value on the scale and in the table. */
  write: (value: number) => string
  writeShort?: (value: number) => string
  says: string
  pastName: string
  futureName?: string
  height?: number
  fills?: boolean
  title?: React.ReactNode
  /** The same weekday as today gets a hollow dot: the comparison owners make. */
  markWeekday?: boolean
}

const marginRight = 52
const weekDays = 7
const narrowPx = 460
const labelPx = 62

/** Past solid green, future dotted marigold with a hatched band, a double rule between them: now. */
export function LineChart(props: LineChartProps) {
  const { past, future = [], write, says, pastName, futureName, height: least = 280, title } = props
  const t = useText()
  const format = useFormat()
  const writeShort = props.writeShort ?? write
  const hatch = useId()
  const highest = [...past.map((point) => point.value), ...future.map((point) => point.high)]
  const count = past.length + future.length
  return (
    <ChartFrame
      says={says}
      title={title}
      height={least}
      fills={props.fills ?? false}
      heads={[t.common.chart.when, pastName, ...(futureName ? [futureName] : [])]}
      rows={[
        ...past.map((point) => ({
          when: format.day(point.at),
          cells: [write(point.value), ...(futureName ? [''] : [])],
        })),
        ...future.map((point) => ({
          when: format.day(point.at),
          cells: ['', `${write(point.value)} (${write(point.low)} – ${write(point.high)})`],
        })),
      ]}
    >
      {(width, height) => {
        const narrow = width < narrowPx
        const scale = chartScale(highest, height - 18, narrow ? 32 : 16)
        const right = width - marginRight
        const x = (index: number) => 4 + (index * (right - 8)) / Math.max(1, count - 1)
        const nowX = x(past.length - 1)
        const last = past.at(-1)
        const floor = scale.y(0)
        const marks = (index: number) => (past.length - 1 - index) % weekDays === 0
        // A label every week where there is room, else every second or third one.
        const every = weekDays * Math.max(1, Math.ceil(labelPx / Math.max(1, x(weekDays) - x(0))))
        const isLabelled = (index: number) =>
          (past.length - 1 - index) % every === 0 && x(index) > 22 && x(index) < right - 10
        return (
          <>
            <defs>
              <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path d="M0 0v6" stroke="var(--chart-hatch)" strokeWidth="2.5" />
              </pattern>
            </defs>
            {scale.ticks.map((tick) => (
              <g key={tick}>
                <path d={`M0 ${scale.y(tick)}H${right}`} stroke={tick === 0 ? 'var(--ink-3)' : 'var(--rule)'} />
                <text x={right + 6} y={scale.y(tick) + 4}>
                  {writeShort(tick)}
                </text>
              </g>
            ))}
            {last && future.length > 0 && <Future {...{ future, last, x, y: scale.y, from: past.length, hatch }} />}
            <path
              d={linePath(past.map((point, index) => ({ x: x(index), y: scale.y(point.value) })))}
              className="chart-past"
            />
            {props.markWeekday &&
              past.map((point, index) =>
                marks(index) && index < past.length - 1 ? (
                  <circle
                    key={point.at}
                    cx={x(index)}
                    cy={scale.y(point.value)}
                    r="3.25"
                    fill="var(--sheet)"
                    stroke="var(--chart-line)"
                    strokeWidth="1.75"
                  />
                ) : null,
              )}
            {[...past, ...future].map((point, index) =>
              isLabelled(index) ? (
                <g key={point.at}>
                  <path d={`M${x(index)} ${floor}v4`} stroke="var(--ink-3)" />
                  <text x={x(index)} y={floor + 17} textAnchor="middle">
                    {index === past.length - 1 ? t.common.chart.today : format.day(point.at)}
                  </text>
                </g>
              ) : null,
            )}
            {last && (
              <>
                {future.length > 0 && (
                  <path d={`M${nowX - 1.5} 10V${floor}M${nowX + 1.5} 10V${floor}`} stroke="var(--ink-2)" />
                )}
                <circle
                  cx={nowX}
                  cy={scale.y(last.value)}
                  r="5.5"
                  fill="var(--money)"
                  stroke="var(--ink)"
                  strokeWidth="1.5"
                />
                <text x={narrow ? 0 : nowX - 9} y="14" textAnchor={narrow ? 'start' : 'end'} className="chart-now">
                  {t.common.chart.today}, {write(last.value)}
                </text>
                {futureName && (
                  <text
                    x={narrow ? right : nowX + 9}
                    y={narrow ? 30 : 14}
                    textAnchor={narrow ? 'end' : 'start'}
                    className="chart-minimum"
                  >
                    {futureName}
                  </text>
                )}
              </>
            )}
          </>
        )
      }}
    </ChartFrame>
  )
}

type FutureProps = {
  future: readonly ForecastPoint[]
  last: LinePoint
  from: number
  hatch: string
  x: (index: number) => number
  y: (value: number) => number
}

function Future({ future, last, from, hatch, x, y }: FutureProps) {
  const start = { x: x(from - 1), y: y(last.value) }
  const upper = future.map((point, index) => ({ x: x(from + index), y: y(point.high) }))
  const lower = future.map((point, index) => ({ x: x(from + index), y: y(point.low) })).reverse()
  const band = `${linePath([start, ...upper])}${linePath(lower).replace('M', 'L')}Z`
  const middle = [start, ...future.map((point, index) => ({ x: x(from + index), y: y(point.value) }))]
  return (
    <>
      <path d={band} fill="var(--chart-band)" />
      <path d={band} fill={`url(#${hatch})`} />
      <path d={linePath(middle)} className="chart-future" />
    </>
  )
}
