// Ink on paper: where a value stands, and which few rules carry a figure.

export type ChartScale = { top: number; ticks: number[]; y: (value: number) => number }
const ticksAim = 3

/** Round steps of 1, 2, 2.5 or 5 from zero up, so that the scale reads like a ruler. */
export function niceStep(top: number, count = ticksAim): number {
  const raw = top / count
  const unit = 10 ** Math.floor(Math.log10(raw))
  const factor = [1, 2, 2.5, 5, 10].find((step) => step * unit >= raw) ?? 10
  return factor * unit
}

/** The scale starts at zero, because a bar or an area that does not would lie. */
export function chartScale(values: readonly number[], height: number, pad = 8): ChartScale {
  const highest = Math.max(1, ...values)
  const lowest = Math.min(0, ...values)
  const step = niceStep(Math.max(highest, -lowest))
  const top = Math.ceil(highest / step) * step
  const bottom = Math.floor(lowest / step) * step
  const ticks: number[] = []
  for (let tick = bottom; tick <= top + step / 2; tick += step) ticks.push(Math.round(tick * 1000) / 1000)
  const drawn = height - pad * 2
  return { top, ticks, y: (value) => pad + drawn - ((value - bottom) / (top - bottom || 1)) * drawn }
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
