import {
  BadInput,
  csvCell,
  type Forecast,
  type Method,
  methodNamed,
  methodNames,
  type SeriesRows,
  seriesReader,
} from '#learning'
import { Comparison } from '../learning/comparison.ts'
import { forecastAll } from '../learning/forecast-all.ts'
import { writeResult } from '../learning/result-file.ts'
import { readPieces, runFileCommand } from '../learning/run-file-command.ts'

// `npm run -s forecast -- --in series.csv --out forecast.csv`: forecasts every series of a file.
const line = '--in series.csv [--out forecast.csv] [--levels 80,95] [--method auto|ets|theta|…]'

const LEVELS_MAX = 20

await runFileCommand({
  usage: { es: `Uso: npm run -s forecast -- ${line}`, en: `Usage: npm run -s forecast -- ${line}` },
  options: ['levels', 'method'],
  run: async (files, options) => {
    const levels = levelsOf(options.levels ?? '80,95')
    const method = methodOf(options.method ?? 'auto')
    const reader = seriesReader()
    await readPieces(files.in, reader.push)
    const series = reader.end()
    const comparison = new Comparison(method?.name)
    await writeResult(files.out, async (result) => {
      await result.line(headerOf(levels))
      const shares = levels.map((level) => level / 100)
      await forecastAll(series, { levels: shares, method: method?.name }, async (told, own) => {
        comparison.add(own, told)
        await result.line(rowsOf(own, told))
      })
    })
    return comparison.told()
  },
})

function headerOf(levels: readonly number[]): string {
  return ['series_id', 'step', 'mean', ...levels.flatMap((level) => [`lo${level}`, `hi${level}`]), 'method'].join(',')
}

function rowsOf({ id, horizon }: SeriesRows, { mean, bands, method }: Forecast): string {
  const cell = csvCell(id)
  return Array.from({ length: horizon }, (_, h) => {
    const numbers = [mean[h], ...bands.flatMap(({ low, high }) => [low[h], high[h]])]
    return [cell, h + 1, ...numbers.map(numberText), method].join(',')
  }).join('\n')
}

/** Ten digits are more than a forecast knows; nothing known is an empty cell. */
function numberText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(Number(value.toPrecision(10)))
}

function levelsOf(text: string): number[] {
  const levels = text.split(',').map((part) => (/^\s*\d+(\.\d+)?\s*$/.test(part) ? Number(part) : Number.NaN))
  const areApart = new Set(levels).size === levels.length && levels.length <= LEVELS_MAX
  if (areApart && levels.every((level) => level >= 1 && level < 100)) return levels
  throw new BadInput(null, {
    es: `--levels son hasta ${LEVELS_MAX} porcentajes distintos desde 1 y bajo 100, por ejemplo 80,95: «${text}»`,
    en: `--levels are up to ${LEVELS_MAX} different percentages from 1 to below 100, for example 80,95: "${text}"`,
  })
}

function methodOf(name: string): Method | undefined {
  const method = methodNamed(name)
  if (name === 'auto' || method) return method
  throw new BadInput(null, {
    es: `No existe el método «${name}»; existen: auto, ${methodNames.join(', ')}`,
    en: `There is no method "${name}"; there are: auto, ${methodNames.join(', ')}`,
  })
}
