import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { registerWeb } from '../../platform/http/web.ts'

const dist = new URL('../../web/dist', import.meta.url).pathname
const kB = 1000
const doorMax = 110 * kB
const pageMax = 200 * kB
const chunkMax = 60 * kB
const filesMax = 20
const stylesMax = 30 * kB
const fontMax = 60 * 1024

interface Chunk {
  file: string
  src?: string
  isEntry?: boolean
  imports?: string[]
  css?: string[]
}

const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const weights = new Map<string, number>()
const zipped = (file: string): number => {
  const weight = weights.get(file) ?? gzipSync(readFileSync(join(dist, file))).length
  weights.set(file, weight)
  return weight
}

/** A chunk with everything that must be there before it runs. */
function closure(keys: string[], seen = new Set<string>()): Set<string> {
  for (const key of keys) {
    if (seen.has(key)) continue
    seen.add(key)
    closure(manifest[key]?.imports ?? [], seen)
  }
  return seen
}

const weigh = (keys: Set<string>): number => [...keys].reduce((sum, key) => sum + zipped(manifest[key]?.file ?? ''), 0)
const find = (ending: string): string => Object.keys(manifest).find((key) => key.endsWith(ending)) ?? ending
const main = find('index.html')
const pages = Object.keys(manifest).filter((key) => /-page\.tsx$/.test(key))
const isDoor = (key: string) => /sign-in|setup-page|parts-page/.test(key)

test('the door opens with at most 110 kB of JavaScript', () => {
  for (const page of pages.filter((key) => /sign-in|setup-page/.test(key))) {
    expect(weigh(closure([main, find('door.tsx'), page])), page).toBeLessThanOrEqual(doorMax)
  }
})

test('any page opens with at most 200 kB, and adds at most 60 kB to the shop', () => {
  const shop = closure([main, find('shop.tsx')])
  expect(weigh(shop)).toBeLessThanOrEqual(pageMax)
  for (const page of pages.filter((key) => !isDoor(key))) {
    const whole = closure([main, find('shop.tsx'), page])
    expect(weigh(whole), page).toBeLessThanOrEqual(pageMax)
    expect(weigh(whole) - weigh(shop), page).toBeLessThanOrEqual(chunkMax)
  }
})

test('no page comes in more than twenty files of JavaScript', () => {
  for (const page of pages) {
    const whole = closure([main, find(isDoor(page) ? 'door.tsx' : 'shop.tsx'), page])
    expect(whole.size, page).toBeLessThanOrEqual(filesMax)
  }
})

test('the styles of any page weigh at most 30 kB and the font 60 kB', () => {
  const stylesOf = (keys: Set<string>) => new Set([...keys].flatMap((key) => manifest[key]?.css ?? []))
  for (const page of pages) {
    const styles = stylesOf(closure([main, find(isDoor(page) ? 'door.tsx' : 'shop.tsx'), page]))
    expect(
      [...styles].reduce((sum, file) => sum + zipped(file), 0),
      page,
    ).toBeLessThanOrEqual(stylesMax)
  }
  expect(readFileSync(join(dist, 'fonts/archivo.woff2')).length).toBeLessThanOrEqual(fontMax)
})

test('what weighs most comes compressed, for browsers that read it, and is the same file', async () => {
  const http = fastify()
  await registerWeb(http, dist)
  const files = Object.values(manifest).map(({ file }) => file)
  const [heaviest] = files.filter((file) => file.endsWith('.js')).sort((one, other) => zipped(other) - zipped(one))
  const url = `/${heaviest}`
  const whole = readFileSync(join(dist, url))
  const ask = (encodings: string) => http.inject({ url, headers: { 'accept-encoding': encodings } })
  for (const [encodings, answered, read] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
  ] as const) {
    const { headers, rawPayload } = await ask(encodings)
    expect(headers['content-encoding']).toBe(answered)
    expect(headers['content-type']).toMatch(/javascript; charset=utf-8$/)
    expect(read(rawPayload).equals(whole), encodings).toBe(true)
    expect(headers['cache-control']).toContain('immutable')
    if (answered) expect(headers.vary).toContain('accept-encoding')
  }
  await http.close()
})
