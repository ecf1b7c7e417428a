import { type Forecast, naiveScale, SETTINGS_TRIED, type SeriesRows } from '#learning'

type Sentences = { readonly es: string; readonly en: string }

/**
 * How the automatic choice, or the one method asked for, did in back-test, at origins its weights had not seen, beside what it has to beat: the fixed mean
 * of Theta and ETS, and Naive2. Errors are in mean steps of each series' seasonal naive forecast (MASE), so that series of
 * any size count alike.
 */
export class Comparison {
  readonly #method: string | undefined
  #series = 0
  #fits = 0
  #most = 0
  readonly #tested = { count: 0, own: 0, naive2: 0 }
  readonly #paired = { count: 0, own: 0, fixed_mean: 0 }

  constructor(method: string | undefined) {
    this.#method = method
  }

  add({ values, seasonality }: SeriesRows, { judged, origins, parts }: Forecast): void {
    this.#series++
    this.#fits += parts.length
    this.#most = Math.max(this.#most, parts.length)
    const scale = naiveScale(values, seasonality)
    if (origins === 0 || !(scale > 0) || !Number.isFinite(judged.own + judged.naive2)) return
    this.#tested.count++
    this.#tested.own += judged.own / scale
    this.#tested.naive2 += judged.naive2 / scale
    if (!Number.isFinite(judged.fixed_mean)) return
    this.#paired.count++
    this.#paired.own += judged.own / scale
    this.#paired.fixed_mean += judged.fixed_mean / scale
  }

  told(): Sentences {
    const { count } = this.#tested
    if (count === 0)
      return {
        es: `${this.#series} series; ninguna se puede probar en su propio pasado: son muy cortas o se repiten sin error`,
        en: `${this.#series} series; none can be tested on its own past: they are too short or repeat without error`,
      }
    const [name_es, name_en] = this.#method ? [this.#method, this.#method] : ['elección automática', 'automatic choice']
    const own = mean(this.#tested.own, count)
    const naive2 = mean(this.#tested.naive2, count)
    const paired = this.#paired.count
    const [pairedOwn, fixed] = [mean(this.#paired.own, paired), mean(this.#paired.fixed_mean, paired)]
    return {
      es: [
        `Prueba en el pasado de ${count} de ${this.#series} series (MASE, pesos que no vieron lo que pronostican):`,
        `  ${name_es} ${own}, Naive2 ${naive2}`,
        ...(paired > 0 ? [`  en ${paired}: ${name_es} ${pairedOwn}, media fija de Theta y ETS ${fixed}`] : []),
        `  se probaron ${this.#fits} modelos, hasta ${this.#most} por serie; antes, unos ${SETTINGS_TRIED} ajustes de pesos y bandas`,
      ].join('\n'),
      en: [
        `Back-test of ${count} of ${this.#series} series (MASE, weights that had not seen what they forecast):`,
        `  ${name_en} ${own}, Naive2 ${naive2}`,
        ...(paired > 0 ? [`  on ${paired}: ${name_en} ${pairedOwn}, fixed mean of Theta and ETS ${fixed}`] : []),
        `  ${this.#fits} models were tried, up to ${this.#most} a series; before, about ${SETTINGS_TRIED} settings of weights and bands`,
      ].join('\n'),
    }
  }
}

const mean = (sum: number, count: number) => (sum / count).toFixed(3)
