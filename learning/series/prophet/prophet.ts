/**
 * Prophet behind our interface: components a person can read, and bands that are honest because they come from its own
 * back-test instead of from Prophet. It is synchronous and takes 160 MB: call it in a worker thread only. It is a weak
 * forecaster; people want its components.
 */
import type { Prophet, ProphetOptions, ProphetPredictions } from '@bsull/augurs/prophet'
import { type Backtest, originsOf } from '../backtest.ts'
import { type Band, bandsAround } from '../bands.ts'
import type { Holiday } from '../calendar/holidays.ts'
import { notBelow } from '../combine.ts'

export interface ProphetSeries {
  /** Days since 1970-01-01, rising; a day that is missing is unknown. */
  readonly days: Int32Array
  readonly values: Float64Array
}

export interface ProphetForecastOptions {
  readonly horizon: number
  readonly levels?: readonly number[]
  readonly holidays?: readonly Holiday[]
  readonly yearly?: boolean
  readonly weekly?: boolean
}

/** One number for each forecast day; the components add up to the mean before it is cut at zero. */
export interface ProphetForecast {
  readonly days: Int32Array
  readonly mean: Float64Array
  readonly trend: Float64Array
  readonly weekly: Float64Array
  readonly yearly: Float64Array
  readonly holidays: Float64Array
  /** By the holiday's name. */
  readonly holiday_effects: ReadonlyMap<string, Float64Array>
  readonly bands: readonly Band[]
  /** Origins of the back-test behind the bands; 0 says that nothing supports them. */
  readonly origins: number
}

const DAY_SECONDS = 86_400
const KNOWN_MIN = 14
const ORIGINS_MAX = 4

export interface ProphetEngine {
  /** Null with fewer than 14 known values or when all are equal. */
  forecast(series: ProphetSeries, options: ProphetForecastOptions): ProphetForecast | null
}

type Make = (options: Omit<ProphetOptions, 'optimizer'>) => Prophet

/**
 * Starts the engine from the bytes of its WASM file (`@bsull/augurs/prophet_bg.wasm`), which the caller has read. It is
 * loaded here and not with the library: who asks for no Prophet pays nothing for it.
 */
export async function openProphet(wasm: Uint8Array<ArrayBuffer>): Promise<ProphetEngine> {
  const { default: initialise, Prophet: Engine } = await import('@bsull/augurs/prophet')
  const { optimizer } = await import('@bsull/augurs-prophet-wasmstan')
  await initialise({ module_or_path: wasm })
  const make: Make = (options) => new Engine({ ...options, optimizer })
  return { forecast: (series, options) => forecastWithBands(make, series, options) }
}

function forecastWithBands(make: Make, series: ProphetSeries, options: ProphetForecastOptions): ProphetForecast | null {
  const { horizon, levels = [0.8, 0.95] } = options
  const known = knownOf(series)
  const first = known.values[0]
  if (known.values.length < KNOWN_MIN || known.values.every((value) => value === first)) return null
  const floor = known.values.every((value) => value >= 0) ? 0 : Number.NEGATIVE_INFINITY
  const days = daysAfter(known.days[known.days.length - 1]!, horizon)
  const told = componentsOf(fitted(make, known, days, options), horizon)
  const test = backtestOf(make, known, options)
  const mean = notBelow(told.mean, floor)
  const table = test.methods[0]?.paths
  const bands = table
    ? bandsAround(mean, test, notBelow(table, floor), { levels, floor, y: known.values, period: 7 })
    : levels.map((level) => ({ level, low: mean.slice(), high: mean.slice() }))
  return { ...told, days, mean, bands, origins: test.origins.length }
}

/** Fits anew at each origin: Prophet has no state that could be carried forward. */
function backtestOf(make: Make, known: ProphetSeries, options: ProphetForecastOptions): Backtest {
  const { horizon } = options
  const plan = {
    horizon,
    period: 1,
    origins_max: ORIGINS_MAX,
    step: horizon,
    train_min: Math.max(KNOWN_MIN, 2 * horizon),
  }
  const origins = originsOf(known.values.length, plan)
  const actual = new Float64Array(origins.length * horizon)
  const paths = new Float64Array(origins.length * horizon)
  for (const [i, origin] of origins.entries()) {
    const later = known.days.slice(origin, origin + horizon)
    const earlier = { days: known.days.subarray(0, origin), values: known.values.subarray(0, origin) }
    actual.set(known.values.subarray(origin, origin + horizon), i * horizon)
    paths.set(fitted(make, earlier, later, options).yhat.point, i * horizon)
  }
  const method = { name: 'prophet', fit: () => null }
  return { horizon, origins, actual, methods: origins.length > 0 ? [{ method, paths }] : [] }
}

function fitted(
  make: Make,
  known: ProphetSeries,
  days: Int32Array,
  options: ProphetForecastOptions,
): ProphetPredictions {
  const span = known.days[known.days.length - 1]! - known.days[0]!
  const prophet = make({
    yearlySeasonality: { type: 'manual', enabled: options.yearly ?? span >= 730 },
    weeklySeasonality: { type: 'manual', enabled: options.weekly ?? span >= 14 },
    dailySeasonality: { type: 'manual', enabled: false },
    uncertaintySamples: 0,
    ...(options.holidays?.length ? { holidays: holidayMap(options.holidays) } : {}),
  })
  try {
    prophet.fit({ ds: [...known.days].map((day) => day * DAY_SECONDS), y: known.values })
    return prophet.predict({ ds: [...days].map((day) => day * DAY_SECONDS) })
  } finally {
    prophet.free()
  }
}

function holidayMap(holidays: readonly Holiday[]) {
  const map = new Map<string, { occurrences: { start: number; end: number }[] }>()
  for (const { name, day } of holidays) {
    const entry = map.get(name) ?? { occurrences: [] }
    entry.occurrences.push({ start: day * DAY_SECONDS, end: (day + 1) * DAY_SECONDS })
    map.set(name, entry)
  }
  return map
}

function componentsOf(told: ProphetPredictions, horizon: number) {
  const of = (points: readonly number[] | undefined) =>
    Float64Array.from({ length: horizon }, (_, h) => points?.[h] ?? 0)
  const effects = new Map([...told.holidays].map(([name, { point }]) => [name, of(point)] as const))
  const holidays = new Float64Array(horizon)
  for (const effect of effects.values()) for (let h = 0; h < horizon; h++) holidays[h]! += effect[h]!
  return {
    mean: of(told.yhat.point),
    trend: of(told.trend.point),
    weekly: of(told.seasonalities.get('weekly')?.point),
    yearly: of(told.seasonalities.get('yearly')?.point),
    holidays,
    holiday_effects: effects,
  }
}

function knownOf({ days, values }: ProphetSeries): ProphetSeries {
  const kept = [...days.keys()].filter((i) => Number.isFinite(values[i]!))
  return { days: Int32Array.from(kept, (i) => days[i]!), values: Float64Array.from(kept, (i) => values[i]!) }
}

const daysAfter = (day: number, count: number) => Int32Array.from({ length: count }, (_, h) => day + h + 1)
