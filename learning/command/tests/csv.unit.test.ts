import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BadInput, csvCell, csvReader, numberCell } from '#learning'

function read(text: string, columns: string[], cut = text.length): { cells: string[]; line: number }[] {
  const rows: { cells: string[]; line: number }[] = []
  const reader = csvReader(columns, (cells, line) => rows.push({ cells: [...cells], line }))
  for (let at = 0; at < text.length; at += cut) reader.push(text.slice(at, at + cut))
  reader.end()
  return rows
}

test('columns are found by name, in any order, and the line is the one of the file', () => {
  const text = '\uFEFFb,x,a\r\n1,no,2\r\n\r\n"3 ""and""\n4",no,5'
  expect(read(text, ['a', 'b'])).toEqual([
    { cells: ['2', '1'], line: 2 },
    { cells: ['5', '3 "and"\n4'], line: 4 },
  ])
})

test('what was written comes back, wherever the file is cut', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'ñ') })
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), fc.integer({ min: 1, max: 9 }), (rows, cut) => {
      // A line with nothing on it is no row.
      const kept = rows.map(([a, b]) => [a, `${b}.`])
      const text = `a,b\n${kept.map((row) => row.map(csvCell).join(',')).join('\n')}\n`
      expect(read(text, ['a', 'b'], cut).map(({ cells }) => cells)).toEqual(kept)
    }),
    { numRuns: 1000 },
  )
})

test('a fault is told with its line', () => {
  expect(() => read('a,b\n1\n', ['a', 'b'])).toThrow('line 2: the cell "b" is missing')
  expect(() => read('a\n1\n', ['a', 'b'])).toThrow('line 1: the column "b" is missing')
  expect(() => read('a,b\n1,"2\n', ['a', 'b'])).toThrow('line 2: a quote is not closed')
  expect(() => read('', ['a'])).toThrow(BadInput)
  expect(() => read('a,b\n1,5,2\n', ['a', 'b'])).toThrow(
    'line 2: there are 3 cells and the header has 2: decimals take',
  )
  expect(() => read('a,b,a\n1,5,2\n', ['a', 'b'])).toThrow('line 1: the column "a" stands twice')
  expect(() => read('a\tb\n', ['a', 'b'])).toThrow('line 1: the columns are separated by semicolons or tabs')
  expect(() => numberCell('1,5', 'value', 7)).toThrow('line 7: "value" is not a number: "1,5"; decimals take a point')
  expect(() => numberCell('1e300', 'value', 7)).toThrow('too large')
  expect(numberCell('NA', 'value', 7, { missing: true })).toBeNaN()
})

test('a quote that is out of place ends in a refusal, and never takes the whole file into memory', () => {
  expect(() => read('a,b\n"",x","y\n', ['a', 'b'])).toThrow('line 2: a quote is not closed')
  expect(() => read('a,b\n,x","y\n', ['a', 'b'])).toThrow('line 2: a quote is not closed')
  const rows = `${'1,2\n'.repeat(5)}5" pipe,2\n${'1,2\n'.repeat(300_000)}`
  expect(() => read(`a,b\n${rows}`, ['a', 'b'], 65_536)).toThrow('line 7: the row is longer than 1000000 characters')
  expect(() => read(`a,b\n${'9'.repeat(1_100_000)}`, ['a', 'b'], 65_536)).toThrow('line 2: the row is longer')
})
