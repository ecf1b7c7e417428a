import { parseDay } from '../series/calendar/days.ts'
import { BadInput } from './bad-input.ts'
import { csvReader } from './csv.ts'
import { numberCell, wholeCell } from './number-cell.ts'

/** One series of the long form; periods that the file leaves out are NaN. */
export interface SeriesRows {
  readonly id: string
  readonly values: Float64Array
  readonly seasonality: number
  readonly horizon: number
}

const COLUMNS = ['series_id', 'period', 'value', 'seasonality', 'horizon'] as const
const SEASONALITY_MAX = 8784
const HORIZON_MAX = 1000
const PERIODS_MAX = 200_000

interface Growing {
  readonly id: string
  readonly first_line: number
  readonly isDated: boolean
  readonly seasonality: number
  readonly horizon: number
  readonly places: number[]
  readonly values: number[]
  readonly lines: number[]
}

/** Reads `series_id,period,value,seasonality,horizon`, rows in any order; a period is a whole number or a day. */
export function seriesReader(): { push(piece: string): void; end(): SeriesRows[] } {
  const found = new Map<string, Growing>()
  const reader = csvReader(COLUMNS, (cells, line) => takeRow(found, cells, line))
  return {
    push: (piece) => reader.push(piece),
    end: () => {
      reader.end()
      if (found.size === 0) throw new BadInput(2, { es: 'no hay ninguna serie', en: 'there is no series' })
      return [...found.values()].map(settled)
    },
  }
}

function takeRow(found: Map<string, Growing>, cells: readonly string[], line: number): void {
  const [id = '', period = '', value = '', seasonality = '', horizon = ''] = cells
  if (id.trim() === '') throw new BadInput(line, { es: 'falta «series_id»', en: '"series_id" is empty' })
  const day = period.includes('-') ? parseDay(period.trim()) : null
  if (day === null && !/^\s*\d+\s*$/.test(period)) throw notAPeriod(period, line)
  const season = wholeCell(seasonality, 'seasonality', line, 1, SEASONALITY_MAX)
  const steps = wholeCell(horizon, 'horizon', line, 1, HORIZON_MAX)
  let series = found.get(id)
  if (series === undefined) {
    series = {
      id,
      first_line: line,
      isDated: day !== null,
      seasonality: season,
      horizon: steps,
      places: [],
      values: [],
      lines: [],
    }
    found.set(id, series)
  }
  if (series.seasonality !== season || series.horizon !== steps) throw changed(series, line)
  if (series.isDated !== (day !== null)) throw mixed(series, line)
  series.places.push(day ?? Number(period))
  series.lines.push(line)
  series.values.push(numberCell(value, 'value', line, { missing: true }))
}

/** Rows in order of time. Days a week, a month or a year apart are one period each. */
function settled(series: Growing): SeriesRows {
  const order = Array.from(series.places, (_, i) => i).sort((a, b) => series.places[a]! - series.places[b]!)
  const places = order.map((i) => series.places[i]!)
  for (let i = 1; i < places.length; i++) if (places[i] === places[i - 1]) throw twice(series, order[i - 1]!, order[i]!)
  const at = series.isDated ? periodsOfDays(places) : places.map((place) => place - places[0]!)
  const length = (at[at.length - 1] ?? -1) + 1
  if (length > PERIODS_MAX)
    throw new BadInput(series.first_line, {
      es: `la serie «${series.id}» abarca ${length} períodos; el máximo es ${PERIODS_MAX}`,
      en: `the series "${series.id}" spans ${length} periods; the limit is ${PERIODS_MAX}`,
    })
  for (let i = 1; i < at.length; i++) if (at[i] === at[i - 1]) throw together(series, order[i - 1]!, order[i]!)
  const values = new Float64Array(length).fill(Number.NaN)
  for (const [i, place] of at.entries()) values[place] = series.values[order[i]!]!
  return { id: series.id, values, seasonality: series.seasonality, horizon: series.horizon }
}

/** The usual distance says what one period is; months, quarters and years are counted by their names. */
function periodsOfDays(days: readonly number[]): number[] {
  const first = days[0]!
  const steps = days
    .slice(1)
    .map((day, i) => day - days[i]!)
    .sort((a, b) => a - b)
  const usual = steps[Math.floor(steps.length / 2)] ?? 1
  const months = usual >= 28 && usual <= 31 ? 1 : usual >= 89 && usual <= 92 ? 3 : usual >= 365 && usual <= 366 ? 12 : 0
  if (months === 0) return days.map((day) => Math.round((day - first) / usual))
  const month = (day: number) => {
    const date = new Date(day * 86_400_000)
    return date.getUTCFullYear() * 12 + date.getUTCMonth()
  }
  return days.map((day) => Math.round((month(day) - month(first)) / months))
}

const periodText = ({ isDated }: Growing, place: number) =>
  isDated ? new Date(place * 86_400_000).toISOString().slice(0, 10) : String(place)

/** Two days of one month, say, in a series of months. */
const together = (series: Growing, first: number, second: number) => {
  const [a, b] = [first, second].map((i) => periodText(series, series.places[i]!))
  return new BadInput(Math.max(series.lines[first]!, series.lines[second]!), {
    es: `«${a}» y «${b}» de «${series.id}» caen en un mismo período; suma las dos filas o escribe todos los días`,
    en: `"${a}" and "${b}" of "${series.id}" fall into one period; add the two rows up or write every day`,
  })
}

const twice = (series: Growing, first: number, second: number) => {
  const period = periodText(series, series.places[first]!)
  return new BadInput(Math.max(series.lines[first]!, series.lines[second]!), {
    es: `el período «${period}» de «${series.id}» ya está en la línea ${Math.min(series.lines[first]!, series.lines[second]!)}`,
    en: `the period "${period}" of "${series.id}" stands on line ${Math.min(series.lines[first]!, series.lines[second]!)} too`,
  })
}

const notAPeriod = (period: string, line: number) =>
  new BadInput(line, {
    es: `«period» no es un entero ni una fecha AAAA-MM-DD: «${period}»`,
    en: `"period" is neither a whole number nor a day YYYY-MM-DD: "${period}"`,
  })

const changed = (series: Growing, line: number) =>
  new BadInput(line, {
    es: `«seasonality» u «horizon» de «${series.id}» no son los de la línea ${series.first_line}`,
    en: `"seasonality" or "horizon" of "${series.id}" are not those of line ${series.first_line}`,
  })

const mixed = (series: Growing, line: number) =>
  new BadInput(line, {
    es: `«${series.id}» mezcla números y fechas en «period»`,
    en: `"${series.id}" mixes numbers and days in "period"`,
  })
