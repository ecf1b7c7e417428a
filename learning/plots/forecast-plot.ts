/** A forecast as an SVG picture: history, mean and bands. Colours follow the page's light or dark theme. */

export interface Drawn {
  readonly mean: Float64Array
  readonly bands: readonly { readonly level: number; readonly low: Float64Array; readonly high: Float64Array }[]
}

const WIDTH = 720
const HEIGHT = 240
const MARGIN = { left: 44, right: 12, top: 30, bottom: 22 }

export function forecastPlot(history: Float64Array, told: Drawn, options: { title: string }): string {
  const n = history.length
  const horizon = told.mean.length
  const values = [...history, ...told.mean, ...told.bands.flatMap(({ low, high }) => [...low, ...high])]
  const finite = values.filter(Number.isFinite)
  const low = Math.min(0, ...finite)
  const high = Math.max(low + 1e-9, ...finite)
  const x = (t: number) => MARGIN.left + ((WIDTH - MARGIN.left - MARGIN.right) * t) / Math.max(1, n + horizon - 1)
  const y = (value: number) =>
    HEIGHT - MARGIN.bottom - ((HEIGHT - MARGIN.top - MARGIN.bottom) * (value - low)) / (high - low)
  const at = (t: number, value: number) => `${x(t).toFixed(1)},${y(value).toFixed(1)}`
  // The widest band first, so that the narrower ones lie on it.
  const bands = [...told.bands]
    .sort((a, b) => b.level - a.level)
    .map(({ low: from, high: to }) => {
      const there = Array.from(to, (value, h) => at(n + h, value))
      const back = Array.from(from, (value, h) => at(n + h, value)).reverse()
      return `<polygon class="band" points="${[...there, ...back].join(' ')}"/>`
    })
  const ticks = ticksOf(low, high).map(
    (value) =>
      `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}"/>` +
      `<text x="${MARGIN.left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    `<title>${escaped(options.title)}</title>`,
    STYLE,
    `<text class="title" x="${MARGIN.left}" y="18">${escaped(options.title)}</text>`,
    ...ticks,
    ...timesOf(n, horizon, x),
    ...bands,
    ...linesOf(history, at, 'history', 0),
    ...linesOf(told.mean, at, 'mean', n),
    '</svg>\n',
  ].join('\n')
}

/** Where the history begins and ends, and how far the forecast goes. */
function timesOf(n: number, horizon: number, x: (t: number) => number): string[] {
  const bottom = HEIGHT - MARGIN.bottom
  const text = (t: number, anchor: string) =>
    `<text x="${x(t).toFixed(1)}" y="${bottom + 16}" text-anchor="${anchor}">${t + 1}</text>`
  const now = x(Math.max(0, n - 0.5)).toFixed(1)
  const line = `<line class="now" x1="${now}" x2="${now}" y1="${MARGIN.top}" y2="${bottom}"/>`
  return n > 1 && horizon > 1 ? [line, text(0, 'start'), text(n - 1, 'end'), text(n + horizon - 1, 'end')] : []
}

const STYLE =
  '<style>text{font:11px sans-serif;fill:#555}.title{font-weight:600;font-size:13px}.grid{stroke:#8884;stroke-width:1}' +
  '.now{stroke:#888;stroke-dasharray:2 3}.history{fill:none;stroke:#555;stroke-width:1.4}' +
  '.mean{fill:none;stroke:#b4411f;stroke-width:2}.band{fill:#b4411f;opacity:.16}@media(prefers-color-scheme:dark){' +
  'text{fill:#bbb}.history{stroke:#bbb}.mean{stroke:#f0875f}.band{fill:#f0875f;opacity:.24}}</style>'

/** A line for each run of known values: a gap stays a gap. */
function linesOf(values: Float64Array, at: (t: number, value: number) => string, name: string, from: number): string[] {
  const lines: string[] = []
  let run: string[] = []
  const close = () => {
    if (run.length > 0) lines.push(`<polyline class="${name}" points="${run.join(' ')}"/>`)
    run = []
  }
  for (let t = 0; t < values.length; t++) {
    if (Number.isFinite(values[t]!)) run.push(at(from + t, values[t]!))
    else close()
  }
  close()
  return lines
}

/** Three to six round numbers. */
function ticksOf(low: number, high: number): number[] {
  const rough = (high - low) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough
  const first = Math.ceil(low / step)
  const count = Math.floor(high / step) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(10)))
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
