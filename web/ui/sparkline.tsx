import './charts.css'

/** Fourteen points, no axis, the last one marked; its figures stand beside it. */
export function Sparkline({
  values,
  label,
  width = 86,
  height = 22,
}: {
  values: readonly number[]
  label: string
  width?: number
  height?: number
}) {
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const x = (index: number) => 2 + (index * (width - 6)) / Math.max(1, values.length - 1)
  const y = (value: number) => height - 3 - ((value - low) / span) * (height - 6)
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`)
  const last = values.at(-1)
  return (
    <svg className="sparkline" width={width} height={height} role="img" aria-label={label}>
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--chart-line)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      {last !== undefined && <circle cx={x(values.length - 1)} cy={y(last)} r="2.5" fill="var(--chart-forecast)" />}
    </svg>
  )
}
