/** Draws the pictures of the library's README with its own code: `npx tsx -C source bench/learning/plots.ts`. */
import { writeFileSync } from 'node:fs'
import { forecast, forecastPlot, seededRandom } from '#learning'

const random = seededRandom(21)
const folder = new URL('../../learning/pictures/', import.meta.url)

const weekly = Float64Array.from({ length: 140 }, (_, t) =>
  Math.max(0, 40 + 0.12 * t + 14 * Math.sin((2 * Math.PI * t) / 7) + 4 * random.normal()),
)
const slow = Float64Array.from({ length: 140 }, () => (random.next() < 0.18 ? 1 + random.below(4) : 0))
const levels = [0.8, 0.95]
const draw = (
  name: string,
  title: string,
  y: Float64Array,
  options: { period?: number; available?: Uint8Array } = {},
) => {
  const told = forecast(y, { horizon: 28, levels, ...options })
  writeFileSync(new URL(name, folder), forecastPlot(y, told, { title }))
}
draw('weekly.svg', 'A week and a trend: combination, 80 % and 95 % bands', weekly, { period: 7 })
draw('intermittent.svg', 'Four days in five without a sale: flat rates combined, 80 % and 95 % bands', slow)
