import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../text/text.ts'
import './charts.css'
import { cx } from './class-names.ts'

export type ChartRow = { when: string; cells: ReactNode[] }

type ChartFrameProps = {
  /** A sentence that says what the drawing shows. */
  says: string
  heads: readonly string[]
  rows: readonly ChartRow[]
  height: number
  /** Takes the height of its sheet where that is more. */
  fills?: boolean
  children: (width: number, height: number) => ReactNode
  title?: ReactNode
}

/** Every chart has its sentence and its table; the drawing takes the width it is given. */
export function ChartFrame({ says, heads, rows, height: least, fills = false, children, title }: ChartFrameProps) {
  const t = useText()
  const [asTable, setAsTable] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const [{ width, height }, setSize] = useState({ width: 0, height: least })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const watcher = new ResizeObserver(([entry]) => {
      if (!entry) return
      const { width, height } = entry.contentRect
      setSize({ width, height: fills ? Math.max(least, Math.floor(height)) : least })
    })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [fills, least])
  return (
    <figure className={cx('chart', fills && 'fills')}>
      <div className="chart-head">
        {title}
        <button type="button" className="chart-switch" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? t.common.chart.as_chart : t.common.chart.as_table}
        </button>
      </div>
      <div ref={box} className="chart-box" style={{ minHeight: least }}>
        {asTable ? (
          <ChartTable says={says} heads={heads} rows={rows} height={height} />
        ) : (
          width > 0 && (
            <svg
              className="chart-drawing"
              width={width}
              height={height}
              viewBox={`0 0 ${width} ${height}`}
              role="img"
              aria-label={says}
            >
              {children(width, height)}
            </svg>
          )
        )}
      </div>
    </figure>
  )
}

function ChartTable({ says, heads, rows, height }: Pick<ChartFrameProps, 'says' | 'heads' | 'rows' | 'height'>) {
  return (
    <section className="chart-table" style={{ maxHeight: Math.max(height, 180) }} tabIndex={0} aria-label={says}>
      <table className="table ledger">
        <caption className="only-read">{says}</caption>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th key={head} scope="col" className={index > 0 ? 'number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.when}>
              <td>{row.when}</td>
              {row.cells.map((cell, index) => (
                <td key={heads[index + 1]} className="number">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
