/**
 * Writes common-passwords.bin from words.txt and phrases.txt: what people make of a word when a form wants it longer.
 * Only the first 40 bits of each SHA-256 are kept, so the file holds no passwords and stays small; by chance it
 * refuses one good password in ten million. Run: tsx -C source business/people/blocklist/make.ts
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const here = (name: string) => new URL(name, import.meta.url)
const listed = (name: string) =>
  readFileSync(here(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

/** Shorter ones are refused by their length already. */
const LENGTH_MIN = 12

const words = listed('words.txt')
const phrases = listed('phrases.txt')
const most_used = words.slice(0, 130)
const years = Array.from({ length: 81 }, (_, n) => String(1950 + n))
const tails = [
  '',
  '1',
  '12',
  '123',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  '123456789',
  '1234567890',
  '00',
  '01',
  '007',
  '69',
  '99',
  '111',
  '321',
  '2020',
  '!',
  '!!',
  '.',
  '*',
  '#1',
  '123!',
  '1234!',
  '@123',
  '.123',
  ...years,
]

const pairs = most_used.flatMap((a) => most_used.map((b) => `${a}${b}`))
const tailed = [...words, ...phrases].flatMap((word) => tails.map((tail) => `${word}${tail}`))
const headed = words.flatMap((word) =>
  ['1', '123', '1234', '12345', '123456', '123456789'].map((head) => `${head}${word}`),
)
const repeated = words.flatMap((word) => [
  word.repeat(2),
  word.repeat(3),
  `${word}.${word}`,
  `${word}_${word}`,
  `${word}${word}1`,
])

const all = new Set([...pairs, ...tailed, ...headed, ...repeated].filter((text) => text.length >= LENGTH_MIN))
const digests = [...all].map((text) => createHash('sha256').update(text).digest().subarray(0, 5)).sort(Buffer.compare)
writeFileSync(here('common-passwords.bin'), Buffer.concat(digests))
process.stdout.write(`${digests.length} passwords\n`)
