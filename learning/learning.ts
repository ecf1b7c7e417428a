/** The door of the numeric library: plain functions over typed arrays, without I/O, clock or business words. */
export { type Baskets, basketsOf, basketsOfRows } from './baskets/baskets.ts'
export { alikeByContent, type ItemContent } from './baskets/content.ts'
export { type FrequentOptions, type FrequentSet, frequentSets } from './baskets/frequent-sets.ts'
export { forCart, hybrid } from './baskets/hybrid.ts'
export { type Alike, boughtTogether, keepBest, measuresOf, PairCounts, type PairMeasures } from './baskets/pairs.ts'
export { RULES_MAX, type Rule, rulesOf } from './baskets/rules.ts'
export { type ChooseOptions, type Chosen, chooseK } from './clusters/choose-k.ts'
export { type Clusters, type KMeansOptions, kMeans } from './clusters/k-means.ts'
export { type MiniBatchOptions, miniBatchKMeans } from './clusters/mini-batch.ts'
export { quintiles, type RfmScores, rfmScores } from './clusters/rfm.ts'
export { fitScaler, type Scaler, scaled, unscaled } from './clusters/scale.ts'
export { silhouette, silhouettes } from './clusters/silhouette.ts'
export { BadInput } from './command/bad-input.ts'
export { type CsvReader, csvCell, csvReader, keptCell } from './command/csv.ts'
export { numberCell, wholeCell } from './command/number-cell.ts'
export { NumberColumn } from './command/number-column.ts'
export { type SeriesList, type SeriesRows, seriesReader } from './command/series-rows.ts'
export { type FleetRun, forecastFleet } from './fleet/fleet.ts'
export { generatedDemand } from './fleet/generated-demand.ts'
export { openWorker } from './fleet/open-worker.ts'
export { accuracyOf, demandClasses, type FleetPlan, type FleetTables, fleetModels } from './fleet/plan.ts'
export { normalCdf, normalQuantile } from './numbers/normal.ts'
export { mean, median, quantileOfSorted, sorted, variance } from './numbers/order.ts'
export { type Random, seededRandom } from './numbers/random.ts'
export { type Drawn, forecastPlot } from './plots/forecast-plot.ts'
export { findGaps, findOutliers, findShifts, type Gap, type Outlier, type Shift } from './series/anomalies.ts'
export { type Backtest, type BacktestOptions, backtest, errorOf } from './series/backtest.ts'
export type { Band } from './series/bands.ts'
export { dateOf, dayOf, easter, parseDay, weekdayOf } from './series/calendar/days.ts'
export { type Country, countries, type Holiday, holidaysOf } from './series/calendar/holidays.ts'
export { candidatesFor } from './series/candidates.ts'
export { SETTINGS_TRIED } from './series/combine.ts'
export { halfWidths, scoresOf } from './series/conformal.ts'
export { seasonalIndices } from './series/decompose.ts'
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
export {
  driftPath,
  movingAveragePath,
  naive2Path,
  naivePath,
  seasonalMeanPath,
  seasonalNaivePath,
} from './series/naive.ts'
export { methodNamed, methodNames } from './series/named-methods.ts'
export {
  openProphet,
  type ProphetEngine,
  type ProphetForecast,
  type ProphetForecastOptions,
  type ProphetSeries,
} from './series/prophet/prophet.ts'
export { type CalendarOptions, calendarPath } from './series/regression/calendar-regression.ts'
export { type LagCalendar, lagRegression } from './series/regression/lag-regression.ts'
export { type EtsOptions, etsPath, etsPathFrom, fitEts } from './series/smoothing/ets.ts'
export { allForms, type EtsForm, type EtsModel, nameOfForm } from './series/smoothing/model.ts'
export { isSeasonal, optimisedThetaPath, thetaPath } from './series/theta.ts'
export {
  type Calibration,
  calibrate,
  drawnDemand,
  levelNeeded,
  type Round,
  reorderPoints,
  roundOf,
} from './stock-policy/catalogue.ts'
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
export { type Boosted, type BoostingOptions, fitBoosting, predictBoosting } from './trees/boosting.ts'
export { type Forest, type ForestOptions, fitForest, fitTree, predictForest } from './trees/forest.ts'
export type { LossName } from './trees/loss.ts'
export type { Tree as DecisionTree } from './trees/tree.ts'
