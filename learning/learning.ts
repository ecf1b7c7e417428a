/** The door of the numeric library: plain functions over typed arrays, without I/O, clock or business words. */
export { BadInput } from './command/bad-input.ts'
export { type CsvReader, csvCell, csvReader } from './command/csv.ts'
export { numberCell, wholeCell } from './command/number-cell.ts'
export { mean, median, quantileOfSorted, sorted, variance } from './numbers/order.ts'
export { type Random, seededRandom } from './numbers/random.ts'
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
