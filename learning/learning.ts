/** The door of the numeric library: plain functions over typed arrays, without I/O, clock or business words. */
export { BadInput } from './command/bad-input.ts'
export { type CsvReader, csvCell, csvReader } from './command/csv.ts'
export { numberCell, wholeCell } from './command/number-cell.ts'
export { type SeriesRows, seriesReader } from './command/series-rows.ts'
export { normalCdf, normalQuantile } from './numbers/normal.ts'
export { mean, median, quantileOfSorted, sorted, variance } from './numbers/order.ts'
export { type Random, seededRandom } from './numbers/random.ts'
export { findGaps, findOutliers, findShifts, type Gap, type Outlier, type Shift } from './series/anomalies.ts'
export { type Backtest, type BacktestOptions, backtest, errorOf } from './series/backtest.ts'
export { dateOf, dayOf, easter, parseDay, weekdayOf } from './series/calendar/days.ts'
export { type Country, countries, type Holiday, holidaysOf } from './series/calendar/holidays.ts'
export { candidatesFor } from './series/candidates.ts'
export type { Band } from './series/combine.ts'
export { halfWidths, scoresOf } from './series/conformal.ts'
export { type Forecast, type ForecastOptions, forecast } from './series/forecast.ts'
export { bottomUp, reconcile, type Tree } from './series/hierarchy.ts'
export {
  adidaRate,
  crostonRate,
  type DemandClass,
  type DemandShape,
  imapaRate,
  sbaRate,
  shapeOfDemand,
  tsbRate,
} from './series/intermittent/intermittent.ts'
export type { Fitted, Method } from './series/methods.ts'
export {
  bias,
  coverage,
  crps,
  intervalScore,
  mae,
  mape,
  mase,
  mse,
  naiveScale,
  pinball,
  rmse,
  rmsse,
  smape,
  wape,
  weighted,
} from './series/metrics.ts'
export { driftPath, movingAveragePath, naivePath, seasonalMeanPath, seasonalNaivePath } from './series/naive.ts'
export { methodNamed, methodNames } from './series/named-methods.ts'
export { type EtsOptions, etsPath, etsPathFrom, fitEts } from './series/smoothing/ets.ts'
export { allForms, type EtsForm, type EtsModel, nameOfForm } from './series/smoothing/model.ts'
export { optimisedThetaPath, thetaPath } from './series/theta.ts'
export { type Abc, abcClasses, type Xyz, xyzClass } from './stock-policy/classes.ts'
export {
  bootstrapDemand,
  type DemandSample,
  type LeadTime,
  leadTimeMoments,
  type Moments,
  normalReorderPoint,
  predictiveDemand,
  sampleQuantile,
  shareUpTo,
} from './stock-policy/lead-time.ts'
export { economicOrder, newsvendor, newsvendorLevel, orderable, yearlyCost } from './stock-policy/order-quantity.ts'
export { type Achieved, type Policy, simulatePolicy, stockOutByDay } from './stock-policy/simulate.ts'
