import {
  BadInput,
  chooseK,
  csvCell,
  csvReader,
  fitScaler,
  keptCell,
  kMeans,
  NumberColumn,
  numberCell,
  rfmScores,
  scaled,
  silhouette,
} from '#learning'
import { writeResult } from '../learning/result-file.ts'
import { readPieces, runFileCommand } from '../learning/run-file-command.ts'

// `npm run -s segment -- --in rfm.csv --out segments.csv --k auto`: groups customers by recency, frequency and value.
const line = '--in rfm.csv [--out segments.csv] [--k auto|2…20]'
const COLUMNS = ['customer_id', 'recency', 'frequency', 'monetary'] as const
const K_MAX = 20
const SAMPLE = { size: 2_000, seed: 1 }

await runFileCommand({
  usage: { es: `Uso: npm run -s segment -- ${line}`, en: `Usage: npm run -s segment -- ${line}` },
  options: ['k'],
  run: async (files, options) => {
    const k = kOf(options.k ?? 'auto')
    const ids: string[] = []
    const columns = [new NumberColumn(), new NumberColumn(), new NumberColumn()]
    const lineOf = new Map<string, number>()
    const reader = csvReader(COLUMNS, (cells, at) => {
      const id = keptCell(cells[0] ?? '')
      const before = lineOf.get(id)
      if (id.trim() === '') throw new BadInput(at, { es: 'falta «customer_id»', en: '"customer_id" is empty' })
      if (before !== undefined)
        throw new BadInput(at, {
          es: `«${id}» ya está en la línea ${before}`,
          en: `"${id}" stands on line ${before} too`,
        })
      lineOf.set(id, at)
      ids.push(id)
      columns.forEach((column, i) => {
        const name = COLUMNS[i + 1] ?? ''
        const value = numberCell(cells[i + 1] ?? '', name, at)
        // Returns may be worth more than purchases; days and counts are not below zero.
        if (value < 0 && name !== 'monetary')
          throw new BadInput(at, { es: `«${name}» es menor que 0: ${value}`, en: `"${name}" is below 0: ${value}` })
        column.push(value)
      })
    })
    await readPieces(files.in, reader.push)
    reader.end()
    if (ids.length === 0) throw new BadInput(2, { es: 'no hay ningún cliente', en: 'there is no customer' })
    if (k !== null && k > ids.length)
      throw new BadInput(null, {
        es: `--k ${k} son más grupos que los ${ids.length} clientes del archivo`,
        en: `--k ${k} are more groups than the ${ids.length} customers of the file`,
      })
    const [recency, frequency, monetary] = columns.map((column) => column.numbers)
    if (!recency || !frequency || !monetary) throw new Error('three columns were read')
    const raw = Float64Array.from({ length: 3 * ids.length }, (_, i) => columns[i % 3]?.at(Math.floor(i / 3)) ?? 0)
    // Money and counts have a few giants: distances are taken of their logarithms.
    const rows = scaled(fitScaler(raw, 3, 'standard', true), raw)
    const chosen = k === null ? chooseK(rows, 3) : null
    const clusters = chosen?.clusters ?? kMeans(rows, 3, k ?? 1)
    const scores = rfmScores(recency, frequency, monetary)
    await writeResult(files.out, async (result) => {
      const told = [scores.recency, scores.frequency, scores.monetary]
      for (const line of lines(ids, clusters.labels, told)) await result.line(line)
    })
    const width = clusters.k > 1 ? silhouette(rows, 3, clusters.labels, SAMPLE) : Number.NaN
    const shape = Number.isNaN(width) ? '' : `, silhouette ${width.toFixed(4)}`
    const told = `${ids.length} → k = ${clusters.k}, inertia ${clusters.inertia.toFixed(3)}${shape}`
    const tried = (chosen?.tried ?? [])
      .flatMap((one) => (Number.isNaN(one.silhouette) ? [] : `${one.k}: ${one.silhouette.toFixed(4)}`))
      .join(', ')
    return {
      es: `${told}; distancias de logaritmos, log(1 + x), tipificados${tried && `\n  silueta por k: ${tried}`}`,
      en: `${told}; distances of logarithms, log(1 + x), standardised${tried && `\n  silhouette by k: ${tried}`}`,
    }
  },
})

function* lines(ids: readonly string[], labels: Int32Array, scores: readonly Uint8Array[]) {
  yield 'customer_id,segment,recency_score,frequency_score,monetary_score'
  for (const [i, id] of ids.entries()) yield [csvCell(id), labels[i], ...scores.map((score) => score[i])].join(',')
}

/** The number of groups asked for; null is "find it". */
function kOf(text: string): number | null {
  if (text === 'auto') return null
  const k = Number(text)
  if (Number.isInteger(k) && k >= 2 && k <= K_MAX) return k
  throw new BadInput(null, {
    es: `--k es auto o un entero de 2 a ${K_MAX}: «${text}»`,
    en: `--k is auto or a whole number from 2 to ${K_MAX}: "${text}"`,
  })
}
