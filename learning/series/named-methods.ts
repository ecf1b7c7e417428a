import * as of from './methods.ts'
import { lagRegression } from './regression/lag-regression.ts'

/** What a person may ask for by name instead of the automatic combination. */
const named: readonly of.Method[] = [
  of.naive,
  of.seasonalNaive,
  of.drift,
  of.movingAverage,
  of.ses,
  of.holt,
  of.damped,
  of.ets,
  of.theta,
  of.optimisedTheta,
  of.croston,
  of.sba,
  of.tsb,
  of.adida,
  of.imapa,
  of.autoregression('ar', [1, 2, 3, 4], 0.02),
  lagRegression('ridge'),
  lagRegression('forest'),
  lagRegression('boosting'),
]

export const methodNames: readonly string[] = named.map(({ name }) => name)

export const methodNamed = (name: string): of.Method | undefined => named.find((method) => method.name === name)
