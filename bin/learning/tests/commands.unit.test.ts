import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = new URL('../../..', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'mostrador-learning-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const out = join(folder, 'out.csv')

/** Runs one command on a text and tells its status, its words and what it wrote. */
function ran(command: string, text: string, ...more: string[]) {
  const from = join(folder, 'in.csv')
  writeFileSync(from, text)
  rmSync(out, { force: true })
  const tsx = ['--import', 'tsx', '--conditions', 'source', `bin/commands/${command}.ts`]
  const { status, stderr } = spawnSync(process.execPath, [...tsx, '--in', from, '--out', out, ...more], {
    cwd: root,
    env: { ...process.env, MOSTRADOR_LANG: 'en' },
    encoding: 'utf8',
  })
  const lines = () => readFileSync(out, 'utf8').trim().split('\n')
  return { status, said: stderr.trim(), lines }
}

const customers = Array.from({ length: 60 }, (_, i) =>
  i % 2 === 0 ? `c${i},${2 + (i % 5)},${20 + i},${5000 + 10 * i}` : `"c, ${i}",${200 + i},1,${30 + i}`,
)
const rfm = `customer_id,recency,frequency,monetary\n${customers.join('\n')}\n`

test('customers fall into the groups they come from, with their scores', () => {
  const { status, said, lines } = ran('segment', rfm, '--k', 'auto')
  expect(status).toBe(0)
  expect(said).toContain('60 → k = 2')
  const [head, ...rows] = lines()
  expect(head).toBe('customer_id,segment,recency_score,frequency_score,monetary_score')
  expect(rows).toHaveLength(60)
  const segments = rows.map((row) => Number(row.split(',').at(-4)))
  expect(new Set(segments.filter((_, i) => i % 2 === 0)).size).toBe(1)
  expect(new Set(segments.filter((_, i) => i % 2 === 1)).size).toBe(1)
  expect(segments[0]).not.toBe(segments[1])
  expect(rows[1]).toMatch(/^"c, 1",/)
})

test('segment refuses what it cannot read, with the line and exit status 2', () => {
  const head = 'customer_id,recency,frequency,monetary\n'
  expect(ran('segment', `${head}a,1,2,3\nb,1,,3\n`)).toMatchObject({
    status: 2,
    said: 'line 3: "frequency" is not a number: ""',
  })
  expect(ran('segment', rfm, '--k', 'many')).toMatchObject({ status: 2 })
  expect(ran('segment', head)).toMatchObject({ status: 2, said: 'line 2: there is no customer' })
})

test('what is bought together becomes rules, strongest first', () => {
  const rows = Array.from({ length: 40 }, (_, b) =>
    b % 4 === 0 ? `${b},aceite\n${b},"filtro, grande"\n` : `${b},bujía\n`,
  )
  const { status, said, lines } = ran(
    'baskets',
    `\uFEFFbasket_id,item\r\n${rows.join('')}`,
    '--min-support',
    '0.1',
    '--min-confidence',
    '0.5',
  )
  expect(status).toBe(0)
  expect(said).toContain('40 baskets, 3 items')
  const [head, ...rules] = lines()
  expect(head).toBe('antecedent,consequent,support,confidence,lift')
  expect(rules.sort()).toEqual(['"filtro, grande",aceite,0.25,1,4', 'aceite,"filtro, grande",0.25,1,4'])
})

test('baskets refuses what it cannot read, with the line and exit status 2', () => {
  const head = 'basket_id,item\n'
  expect(ran('baskets', `${head}1,a\n2,\n`)).toMatchObject({ status: 2, said: 'line 3: "item" is empty' })
  expect(ran('baskets', `${head}1,a\n`, '--min-support', '2')).toMatchObject({ status: 2 })
  expect(ran('baskets', head)).toMatchObject({ status: 2, said: 'line 2: there is no basket' })
})

test('what cannot be meant is refused before the work, with what to do', () => {
  const lost = join(folder, 'nowhere', 'out.csv')
  expect(ran('segment', rfm, '--out', lost).said).toMatch(/^there is no folder .*nowhere; create it or choose another/)
  expect(ran('segment', rfm, '--out', join(folder, 'in.csv')).said).toContain('--in and --out are the same file')
  const head = 'customer_id,recency,frequency,monetary\n'
  expect(ran('segment', `${head}a,1,2,3\nb,4,5,6\n`, '--k', '3')).toMatchObject({ status: 2 })
  expect(ran('segment', `${head}a,1,2,3\na,4,5,6\n`).said).toBe('line 3: "a" stands on line 2 too')
  expect(ran('segment', `${head}a,1,-2,3\n`).said).toBe('line 2: "frequency" is below 0: -2')
})

test('without --out the answer is the output, and what is said of it stands apart', () => {
  const from = join(folder, 'in.csv')
  const answer = (command: string, text: string, ...more: string[]) => {
    writeFileSync(from, text)
    const tsx = ['--import', 'tsx', '--conditions', 'source', `bin/commands/${command}.ts`]
    const told = spawnSync(process.execPath, [...tsx, '--in', from, ...more], { cwd: root, encoding: 'utf8' })
    return { status: told.status, lines: told.stdout.trim().split('\n') }
  }
  const segments = answer('segment', rfm, '--k', 'auto')
  expect(segments.status).toBe(0)
  expect(segments.lines).toHaveLength(61)
  const rules = answer('baskets', 'basket_id,item\n1,a\n1,b\n', '--min-support', '0.001', '--min-confidence', '0.5')
  expect(rules.lines).toEqual(['antecedent,consequent,support,confidence,lift', 'a,b,1,1,1', 'b,a,1,1,1'])
})

test('a command that fails leaves the earlier answer as it was, and nothing beside it', () => {
  const head = 'customer_id,recency,frequency,monetary\n'
  const place = join(folder, 'kept.csv')
  writeFileSync(place, 'earlier\n')
  expect(ran('segment', `${head}a,1,x,3\n`, '--out', place).status).toBe(2)
  expect(readFileSync(place, 'utf8')).toBe('earlier\n')
  expect(ran('segment', rfm, '--out', place).status).toBe(0)
  expect(readFileSync(place, 'utf8').split('\n')).toHaveLength(62)
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  if (existsSync('/dev/full')) expect(ran('segment', rfm, '--out', '/dev/full')).toMatchObject({ status: 2 })
})

const series = 'series_id,period,value,seasonality,horizon\n'
const walk = (id: string, n: number, value: (t: number) => number | string, m = 1, h = 3) =>
  Array.from({ length: n }, (_, t) => `${id},${t + 1},${value(t)},${m},${h}`).join('\n')

test('odd series are forecast all the same: one point, zeros, negatives, gaps, a year of months, huge numbers', () => {
  const months = Array.from({ length: 30 }, (_, t) => {
    const day = new Date(Date.UTC(2024, t + 1, 0)).toISOString().slice(0, 10)
    return `month,${day},${100 + t + 10 * (t % 12)},12,4`
  })
  const text = [
    walk('one', 1, () => 7),
    walk('zero', 50, () => 0),
    walk('negative', 40, (t) => -5 + ((t * 7) % 11)),
    walk('gaps', 40, (t) => (t % 3 === 0 ? 'NA' : 10 + t)),
    walk('huge', 40, (t) => `${1 + t}e12`),
    walk('unknown', 3, () => ''),
    ...months.reverse(),
  ].join('\r\n')
  const { status, lines } = ran('forecast', `\uFEFF${series}${text}\r\n`, '--levels', '80')
  expect(status).toBe(0)
  const rows = lines().map((line) => line.split(','))
  const of = (id: string) => rows.filter((row) => row[0] === id)
  expect(of('one')[0]).toEqual(['one', '1', '7', '7', '7', 'constant'])
  expect(of('zero').every((row) => row[2] === '0')).toBe(true)
  expect(of('unknown')[0]).toEqual(['unknown', '1', '', '', '', 'none'])
  expect(of('month')).toHaveLength(4)
  for (const id of ['negative', 'gaps', 'huge', 'month'])
    for (const [, , mean, low, high] of of(id)) {
      expect(Number.isFinite(Number(mean))).toBe(true)
      expect(Number(low) <= Number(mean) && Number(mean) <= Number(high)).toBe(true)
    }
  expect(Number(of('huge')[0]?.[2])).toBeGreaterThan(3e13)
})
