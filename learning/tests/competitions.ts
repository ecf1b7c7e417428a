/**
 * Training parts of the M4 weekly and M1 competitions, which are not ours to hand on: they are read where a folder holds
 * them (`m4-weekly/` and `m1/` under COMPETITIONS, or ../shared/data), and tests that need them say so where it does not.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const root = new URL('../..', import.meta.url).pathname
const places = [process.env.COMPETITIONS ?? '', join(root, '../shared/data'), join(root, '../../shared/data')]

/** Null where the data are absent. */
export const competitions = places.find((place) => place !== '' && existsSync(join(place, 'm4-weekly'))) ?? null

/** Training values by the name of their series. */
export function trainingParts(folder: string): Map<string, Float64Array> {
  const found = new Map<string, number[]>()
  for (const line of linesOf(folder, 'm4-weekly/Weekly-train.csv.gz')) {
    const [id = '', ...values] = line.split(',').filter((cell) => cell !== '')
    found.set(id, values.map(Number))
  }
  for (const line of linesOf(folder, 'm1/m1-points.csv.gz')) {
    const [id = '', part, , value] = line.split(',')
    if (part !== 'train') continue
    const own = found.get(id)
    if (own) own.push(Number(value))
    else found.set(id, [Number(value)])
  }
  return new Map([...found].map(([id, values]) => [id, Float64Array.from(values)]))
}

function linesOf(folder: string, name: string): string[] {
  const text = gunzipSync(readFileSync(join(folder, name))).toString()
  return text.replaceAll('"', '').trim().split('\n').slice(1)
}
