// Ink on paper: where a value stands, and which few rules carry a figure.

export type ChartScale = { top: number; ticks: number[]; y: (value: number) => number }
const ticksAim = 3

/** Round steps of 1, 2, 2.5 or 5: the one that rules the height into about three. */
export function niceStep(top: number, count = ticksAim): number {
  const unit = 10 ** Math.floor(Math.log10(top / count))
  const steps = [1, 2, 2.5, 5, 10].map((factor) => factor * unit)
  return steps.reduce((best, step) => (Math.abs(top / step - count) < Math.abs(top / best - count) ? step : best))
}

/** The scale starts at zero, because an area that does not would lie. */
export function chartScale(values: readonly number[], height: number, pad = 8): ChartScale {
  const highest = Math.max(1, ...values)
  const lowest = Math.min(0, ...values)
  const step = niceStep(Math.max(highest, -lowest))
  const bottom = Math.floor(lowest / step) * step
  const ticks: number[] = []
  for (let tick = bottom; tick <= highest; tick += step) ticks.push(Math.round(tick * 1000) / 1000)
  const drawn = height - pad * 2
  return { top: highest, ticks, y: (value) => pad + drawn - ((value - bottom) / (highest - bottom)) * drawn }
}

/** Past points, an unbroken line; a gap (null) breaks it. */
export function linePath(points: readonly { x: number; y: number | null }[]): string {
  let pen = 'M'
  return points
    .map(({ x, y }) => {
      if (y === null) {
        pen = 'M'
        return ''
      }
      const part = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`
      pen = 'L'
      return part
    })
    .join('')
}

/** A stock level holds until the next movement: steps, never slopes. */
export function stepPath(points: readonly { x: number; y: number }[]): string {
  return points
    .map(({ x, y }, index) => (index === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`))
    .join('')
}
