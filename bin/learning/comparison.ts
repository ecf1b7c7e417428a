import { type Forecast, naiveScale, SETTINGS_TRIED, type SeriesRows } from '#learning'

type Sentences = { readonly es: string; readonly en: string }

/**
 * How the automatic choice did in back-test, at origins its weights had not seen, beside what it has to beat: the fixed mean
 * of Theta and ETS, and Naive2. Errors are in mean steps of each series' seasonal naive forecast (MASE), so that series of
 * any size count alike.
 */
export function comparisonOf(series: readonly SeriesRows[], forecasts: readonly Forecast[]): Sentences {
  const tested = series.flatMap(({ values, seasonality }, i) => {
    const told = forecasts[i]
    const scale = naiveScale(values, seasonality)
    if (told === undefined || told.origins === 0 || !(scale > 0)) return []
    const { own, fixed_mean, naive2 } = told.judged
    if (!Number.isFinite(own + naive2)) return []
    return [{ own: own / scale, fixed_mean: fixed_mean / scale, naive2: naive2 / scale }]
  })
  if (tested.length === 0)
    return {
      es: `${series.length} series; ninguna se puede probar en su propio pasado: son muy cortas o se repiten sin error`,
      en: `${series.length} series; none can be tested on its own past: they are too short or repeat without error`,
    }
  const paired = tested.filter(({ fixed_mean }) => Number.isFinite(fixed_mean))
  const own = mean(tested.map((each) => each.own))
  const naive2 = mean(tested.map((each) => each.naive2))
  const pairedOwn = mean(paired.map((each) => each.own))
  const fixed = mean(paired.map((each) => each.fixed_mean))
  const candidates = forecasts.map(({ parts }) => parts.length)
  const [most, fits] = [candidates.reduce((a, b) => Math.max(a, b), 0), candidates.reduce((sum, n) => sum + n, 0)]
  const isPaired = paired.length > 0
  return {
    es: [
      `Prueba en el pasado de ${tested.length} de ${series.length} series (MASE, pesos que no vieron lo que pronostican):`,
      `  elección automática ${own}, Naive2 ${naive2}`,
      ...(isPaired
        ? [`  en ${paired.length}: elección automática ${pairedOwn}, media fija de Theta y ETS ${fixed}`]
        : []),
      `  se probaron ${fits} modelos, hasta ${most} por serie; antes, unos ${SETTINGS_TRIED} ajustes de pesos y bandas`,
    ].join('\n'),
    en: [
      `Back-test of ${tested.length} of ${series.length} series (MASE, weights that had not seen what they forecast):`,
      `  automatic choice ${own}, Naive2 ${naive2}`,
      ...(isPaired
        ? [`  on ${paired.length}: automatic choice ${pairedOwn}, fixed mean of Theta and ETS ${fixed}`]
        : []),
      `  ${fits} models were tried, up to ${most} a series; before, about ${SETTINGS_TRIED} settings of weights and bands`,
    ].join('\n'),
  }
}

const mean = (values: readonly number[]) => (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3)
