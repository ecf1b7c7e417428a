import { parseDay } from '../series/calendar/days.ts'
import { BadInput } from './bad-input.ts'
import { csvReader, keptCell } from './csv.ts'
import { numberCell, wholeCell } from './number-cell.ts'
import { NumberColumn } from './number-column.ts'
import { periodsOfDays } from './periods-of-days.ts'

/** One series of the long form; periods that the file leaves out are NaN. */
export interface SeriesRows {
  readonly id: string
  readonly values: Float64Array
  readonly seasonality: number
  readonly horizon: number
}

/** The series of a file in the order of their first rows, each made when it is asked for. */
export interface SeriesList {
  readonly length: number
  at(i: number): SeriesRows
}

const COLUMNS = ['series_id', 'period', 'value', 'seasonality', 'horizon'] as const
const SEASONALITY_MAX = 8784
const HORIZON_MAX = 1000
const PERIODS_MAX = 200_000

/** All rows in columns, and what is said once for each series. */
class Rows {
  readonly series = new NumberColumn()
  readonly place = new NumberColumn()
  readonly value = new NumberColumn()
  readonly line = new NumberColumn()
  readonly ids: string[] = []
  readonly numbers = new Map<string, number>()
  readonly first_line = new NumberColumn()
  readonly seasonality = new NumberColumn()
  readonly horizon = new NumberColumn()
  readonly is_dated: boolean[] = []
}

/** Reads `series_id,period,value,seasonality,horizon`, rows in any order; a period is a whole number or a day. */
export function seriesReader(): { push(piece: string): void; end(): SeriesList } {
  const rows = new Rows()
  const reader = csvReader(COLUMNS, (cells, line) => takeRow(rows, cells, line))
  return {
    push: (piece) => reader.push(piece),
    end: () => {
      reader.end()
      if (rows.ids.length === 0) throw new BadInput(2, { es: 'no hay ninguna serie', en: 'there is no series' })
      return settled(rows)
    },
  }
}

function takeRow(rows: Rows, cells: readonly string[], line: number): void {
  const [id = '', period = '', value = '', seasonality = '', horizon = ''] = cells
  if (id.trim() === '') throw new BadInput(line, { es: 'falta «series_id»', en: '"series_id" is empty' })
  const day = period.includes('-') ? parseDay(period.trim()) : null
  if (day === null && !/^\s*\d+\s*$/.test(period)) throw notAPeriod(period, line)
  const season = wholeCell(seasonality, 'seasonality', line, 1, SEASONALITY_MAX)
  const steps = wholeCell(horizon, 'horizon', line, 1, HORIZON_MAX)
  let series = rows.numbers.get(id)
  if (series === undefined) {
    const own = keptCell(id)
    series = rows.ids.push(own) - 1
    rows.numbers.set(own, series)
    rows.first_line.push(line)
    rows.seasonality.push(season)
    rows.horizon.push(steps)
    rows.is_dated.push(day !== null)
  }
  if (rows.seasonality.at(series) !== season || rows.horizon.at(series) !== steps) throw changed(rows, series, line)
  if (rows.is_dated[series] !== (day !== null)) throw mixed(id, line)
  rows.series.push(series)
  rows.place.push(day ?? Number(period))
  rows.line.push(line)
  rows.value.push(numberCell(value, 'value', line, { missing: true }))
}

/** Every series is looked at before the first is handed out, so that a fault is told before there is an answer. */
function settled(rows: Rows): SeriesList {
  const { starts, order } = bySeries(rows)
  const ofSeries = (i: number) => order.subarray(starts[i]!, starts[i + 1]!)
  const place = rows.place.numbers
  for (let i = 0; i < rows.ids.length; i++) {
    const own = ofSeries(i).sort((a, b) => place[a]! - place[b]! || a - b)
    for (let k = 1; k < own.length; k++)
      if (place[own[k]!] === place[own[k - 1]!]) throw twice(rows, own[k - 1]!, own[k]!)
    placesOf(rows, i, own)
  }
  rows.numbers.clear()
  return { length: rows.ids.length, at: (i) => seriesOf(rows, i, ofSeries(i)) }
}

/** The rows of each series together, in the order of the file. */
function bySeries(rows: Rows): { starts: Int32Array; order: Int32Array } {
  const series = rows.series.numbers
  const starts = new Int32Array(rows.ids.length + 1)
  for (const own of series) starts[own + 1]!++
  for (let i = 0; i < rows.ids.length; i++) starts[i + 1]! += starts[i]!
  const next = starts.slice()
  const order = new Int32Array(series.length)
  for (let r = 0; r < series.length; r++) order[next[series[r]!]!++] = r
  return { starts, order }
}

function seriesOf(rows: Rows, i: number, own: Int32Array): SeriesRows {
  const at = placesOf(rows, i, own)
  const values = new Float64Array((at.at(-1) ?? -1) + 1).fill(Number.NaN)
  for (const [k, place] of at.entries()) values[place] = rows.value.at(own[k]!)
  return { id: rows.ids[i]!, values, seasonality: rows.seasonality.at(i), horizon: rows.horizon.at(i) }
}

/** The place of each row of a series, from 0; they are in order of time. */
function placesOf(rows: Rows, i: number, own: Int32Array): number[] {
  const places = Array.from(own, (r) => rows.place.at(r))
  const at = rows.is_dated[i]
    ? periodsOfDays(places, rows.seasonality.at(i))
    : places.map((place) => place - places[0]!)
  const length = (at.at(-1) ?? -1) + 1
  if (length > PERIODS_MAX)
    throw new BadInput(rows.line.at(own.at(-1)!), {
      es: `la serie «${rows.ids[i]}» abarca ${length} períodos; el máximo es ${PERIODS_MAX}`,
      en: `the series "${rows.ids[i]}" spans ${length} periods; the limit is ${PERIODS_MAX}`,
    })
  for (let k = 1; k < at.length; k++) if (at[k] === at[k - 1]) throw together(rows, own[k - 1]!, own[k]!)
  return at
}

const seriesId = (rows: Rows, row: number) => rows.ids[rows.series.at(row)]!

function periodText(rows: Rows, row: number): string {
  const place = rows.place.at(row)
  return rows.is_dated[rows.series.at(row)] ? new Date(place * 86_400_000).toISOString().slice(0, 10) : String(place)
}

/** Two days of one month, say, in a series of months. */
const together = (rows: Rows, first: number, second: number) => {
  const [a, b] = [periodText(rows, first), periodText(rows, second)]
  return new BadInput(Math.max(rows.line.at(first), rows.line.at(second)), {
    es: `«${a}» y «${b}» de «${seriesId(rows, first)}» caen en un mismo período; suma las dos filas o escribe todos los días`,
    en: `"${a}" and "${b}" of "${seriesId(rows, first)}" fall into one period; add the two rows up or write every day`,
  })
}

const twice = (rows: Rows, first: number, second: number) => {
  const period = periodText(rows, first)
  const lines = [rows.line.at(first), rows.line.at(second)]
  return new BadInput(Math.max(...lines), {
    es: `el período «${period}» de «${seriesId(rows, first)}» ya está en la línea ${Math.min(...lines)}`,
    en: `the period "${period}" of "${seriesId(rows, first)}" stands on line ${Math.min(...lines)} too`,
  })
}

const notAPeriod = (period: string, line: number) =>
  new BadInput(line, {
    es: `«period» no es un entero ni una fecha AAAA-MM-DD: «${period}»`,
    en: `"period" is neither a whole number nor a day YYYY-MM-DD: "${period}"`,
  })

const changed = (rows: Rows, series: number, line: number) => {
  const [id, first] = [rows.ids[series], rows.first_line.at(series)]
  return new BadInput(line, {
    es: `«seasonality» u «horizon» de «${id}» no son los de la línea ${first}`,
    en: `"seasonality" or "horizon" of "${id}" are not those of line ${first}`,
  })
}

const mixed = (id: string, line: number) =>
  new BadInput(line, {
    es: `«${id}» mezcla números y fechas en «period»`,
    en: `"${id}" mixes numbers and days in "period"`,
  })
