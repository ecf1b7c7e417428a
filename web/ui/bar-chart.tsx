import { ChartFrame } from './chart-frame.tsx'
import { chartScale } from './chart-scale.ts'

export type Bar = { key: string; name: string; values: readonly [number, number] }
type BarChartProps = {
  bars: readonly Bar[]
  /** What the wide bar and the narrow one in it mean. */
  names: readonly [string, string]
  write: (value: number) => string
  says: string
  title?: React.ReactNode
  height?: number
}

const marginRight = 44
const labelPx = 44
const footPx = 22
const headPx = 8

/** Months side by side: the whole as a pale bar, what became of it as a solid one inside. */
export function BarChart({ bars, names, write, says, title, height = 200 }: BarChartProps) {
  return (
    <ChartFrame
      says={says}
      title={
        <>
          {title}
          <span className="bar-legend" aria-hidden="true">
            <span>{names[0]}</span>
            <span className="bar-part">{names[1]}</span>
          </span>
        </>
      }
      height={height}
      heads={['', ...names]}
      rows={bars.map(({ name, values }) => ({ when: name, cells: values.map(write) }))}
    >
      {(width) => {
        const scale = chartScale(
          bars.map(({ values }) => values[0]),
          height - footPx,
          headPx,
        )
        const right = width - marginRight
        const step = right / Math.max(bars.length, 1)
        const every = Math.max(1, Math.ceil(labelPx / step))
        const floor = scale.y(0)
        const shown = (index: number) => (bars.length - 1 - index) % every === 0
        return (
          <>
            {scale.ticks.filter(Number.isInteger).map((tick) => (
              <g key={tick}>
                <path d={`M0 ${scale.y(tick)}H${right}`} stroke={tick === 0 ? 'var(--ink-3)' : 'var(--rule)'} />
                <text x={right + 6} y={scale.y(tick) + 4}>
                  {write(tick)}
                </text>
              </g>
            ))}
            {bars.map(({ key, name, values: [whole, part] }, index) => (
              <g key={key}>
                <rect
                  x={index * step + step * 0.18}
                  y={scale.y(whole)}
                  width={step * 0.64}
                  height={floor - scale.y(whole)}
                  fill="var(--sunken)"
                  stroke="var(--chart-line)"
                />
                <rect
                  x={index * step + step * 0.3}
                  y={scale.y(part)}
                  width={step * 0.4}
                  height={floor - scale.y(part)}
                  fill="var(--chart-line)"
                />
                {shown(index) && (
                  <text x={index * step + step / 2} y={height - 4} textAnchor="middle">
                    {name}
                  </text>
                )}
              </g>
            ))}
          </>
        )
      }}
    </ChartFrame>
  )
}
