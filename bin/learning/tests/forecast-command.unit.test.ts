import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = new URL('../../..', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'mostrador-forecast-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tsx = ['--import', 'tsx', '--conditions', 'source', 'bin/commands/forecast.ts']
const files = ['--in', join(folder, 'in.csv'), '--out', join(folder, 'out.csv')]
const header = 'series_id,period,value,seasonality,horizon\n'

function refused(text: string, ...more: string[]): { status: number | null; said: string } {
  writeFileSync(join(folder, 'in.csv'), text)
  const env = { ...process.env, MOSTRADOR_LANG: 'en' }
  const { status, stderr } = spawnSync(process.execPath, [...tsx, ...files, ...more], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  return { status, said: stderr.trim() }
}

test('a file of series, rows in any order, numbers or days, becomes a file of forecasts', () => {
  const rows: string[] = []
  for (let t = 1; t <= 60; t++) {
    rows.unshift(`"shop, north",${t},${10 + (t % 7)},7,3`)
    rows.push(`c,${t},${20 + ((t * t) % 11)},7,2`)
    const day = new Date(Date.UTC(2026, 0, t)).toISOString().slice(0, 10)
    if (t !== 30) rows.push(`b,${day},${t % 4 === 0 ? 2 : 0},7,2`)
  }
  writeFileSync(join(folder, 'in.csv'), `${header}${rows.join('\n')}\n`)
  const env = { ...process.env, MOSTRADOR_LANG: 'en' }
  const done = spawnSync(process.execPath, [...tsx, ...files, '--levels', '50,90'], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  expect(done.status).toBe(0)
  expect(done.stderr).toMatch(/^Back-test of 2 of 3 series .*\n {2}automatic choice \d\.\d+, Naive2 \d\.\d+\n/)
  expect(done.stderr).toMatch(
    /on 1: automatic choice \d\.\d+, fixed mean of Theta and ETS \d\.\d+\n {2}\d+ models were/,
  )
  const [head, ...lines] = readFileSync(join(folder, 'out.csv'), 'utf8').trim().split('\n')
  expect(head).toBe('series_id,step,mean,lo50,hi50,lo90,hi90,method')
  expect(lines).toHaveLength(7)
  const [, step, mean] = (lines[0] ?? '').replace('"shop, north"', 'a').split(',')
  expect(step).toBe('1')
  expect(Number(mean)).toBeCloseTo(15, 0)
  expect(lines.filter((line) => line.startsWith('b,1,'))).toHaveLength(1)
})

test('a fault is told with its line and exit status 2', () => {
  expect(refused(`${header}a,1,x,1,3\n`)).toEqual({ status: 2, said: 'line 2: "value" is not a number: "x"' })
  expect(refused(`${header}a,1,1,1,3\na,2,1,1,4\n`).said).toContain('line 3')
  expect(refused(`${header}a,1,1,1,3\na,1,1,1,3\n`)).toMatchObject({ status: 2 })
  expect(refused('series_id,period\n').said).toContain('"value" is missing')
  expect(refused(`${header}a,1,1,1,3\n`, '--method', 'magic').said).toContain('There is no method "magic"')
  expect(refused(`${header}a,1,1,1,3\n`, '--levels', '120').status).toBe(2)
  expect(refused(`${header}a,1,1,1,3\n`, '--levels', '80,80').said).toContain('20 different percentages')
})
