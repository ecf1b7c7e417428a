import { useText } from '../text/text.ts'
import './charts.css'
import { useFormat } from './use-format.ts'

type LevelBarProps = {
  value: number
  minimum: number /** The end of the ruler, shared by rows that are compared. */
  top?: number
  width?: number
  ruler?: boolean
}

/** A small ruler: the stock as a bar, the minimum as a tick. Below the minimum the bar turns red and the words say so. */
export function LevelBar({ value, minimum, top, width = 120, ruler = false }: LevelBarProps) {
  const t = useText()
  const format = useFormat()
  const end = top ?? Math.max(value, minimum * 2, 1)
  const at = (quantity: number) => Math.min(1, Math.max(0, quantity / end)) * width
  return (
    <svg
      className="level-bar"
      width={width}
      height="14"
      viewBox={`0 0 ${width} 14`}
      role="img"
      aria-label={t.common.chart.level(format.quantity(value), format.quantity(minimum))}
    >
      <rect y="4" width={width} height="6" rx="1" fill="var(--sunken)" />
      <rect y="4" width={at(value)} height="6" rx="1" fill={value < minimum ? 'var(--bad)' : 'var(--chart-line)'} />
      {ruler &&
        Array.from({ length: 9 }, (_, mark) => mark + 1).map((mark) => (
          <path key={mark} d={`M${(mark * width) / 10} 11v3`} stroke="var(--rule-2)" />
        ))}
      <path d={`M${Math.max(1, at(minimum))} 1v12`} stroke="var(--chart-forecast)" strokeWidth="2" />
    </svg>
  )
}
