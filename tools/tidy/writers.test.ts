import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sources } from './source.ts'

const WRITE =
  /\b(?:insertInto|updateTable|deleteFrom)\(\s*'(\w+)\.(\w+)'|\b(?:insert\s+into|update|delete\s+from|truncate)\s+(company|people|contacts|catalog|stock|money|sales|purchasing|fulfilment|returns|workshop|platform)\.(\w+)/gi

/**
 * One writer: an invariant holds only where all writers of a table can be read on one page. A bench that fills a throw-away
 * database with a million rows is no writer of the program.
 */
test("only a module's records write its tables", () => {
  const breaches: string[] = []
  for (const { path, text } of sources().filter(({ path }) => !path.startsWith('bench/'))) {
    for (const [, a, b, c, d] of text.matchAll(WRITE)) {
      const schema = (a ?? c ?? '').toLowerCase()
      const owner =
        schema === 'platform'
          ? /^platform\//
          : new RegExp(`^business/${schema}/(records|records/[\\w-]+|bulk/[\\w-]+)\\.ts$`)
      if (!owner.test(path))
        breaches.push(`${path} writes ${schema}.${b ?? d}: move it to business/${schema}/records.ts, or call the door`)
    }
  }
  expect(breaches).toEqual([])
})

test('each module has its README, and its door is short', () => {
  const doors = sources().filter(({ path }) => /^business\/(\w+)\/\1\.ts$/.test(path))
  const missing = doors.map(({ path }) => path.replace(/\/\w+\.ts$/, '/README.md')).filter((path) => !existsSync(path))
  expect(missing).toEqual([])
  expect(
    doors.filter(({ text }) => text.split('\n').length > 60).map(({ path }) => `${path}: more than 60 lines`),
  ).toEqual([])
})

test('nothing of this machine, of a registry or of a workplace is in the lock file', () => {
  const lock = readFileSync('package-lock.json', 'utf8')
  expect(lock).not.toContain('"resolved": "http')
})
