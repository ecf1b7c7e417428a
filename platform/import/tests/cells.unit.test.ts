import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCell } from '#platform/import/cells'
import type { ImportColumn } from '#platform/import/importable'
import { guessMapping, guessReading } from '#platform/import/mapping'

const column = (type: ImportColumn['type'], required = false): ImportColumn => ({
  name: type,
  says: { es: type, en: type },
  required,
  also: [],
  type,
})
const spanish = { decimal: ',', day: 'dmy' } as const
const english = { decimal: '.', day: 'mdy' } as const
const read = (
  type: ImportColumn['type'],
  raw: string | number | boolean | null,
  reading: typeof spanish | typeof english = spanish,
  decimals = 0,
) => {
  const result = readCell(column(type), raw, reading, decimals)
  return 'value' in result ? result.value : result.code
}

test.each([
  ['1.234', 1234],
  ['$ 1.234.567', 1234567],
  ['(990)', -990],
  ['990-', -990],
  ['1234,00', 1234],
  ['-0', 0],
  ['12,5', 'import.cell_decimals'],
  ['1.23', 'import.cell_number'],
  ['1,2,3', 'import.cell_number'],
  ['abc', 'import.cell_number'],
  ['', null],
])('a Chilean amount %j is %j', (raw, value) => {
  expect(read('amount', raw)).toBe(value)
})

test('an English amount in pence keeps its pence', () => {
  expect(read('amount', '1,234.56', english, 2)).toBe(123456)
  expect(read('amount', '.5', english, 2)).toBe(50)
  expect(read('amount', 2.55, english, 2)).toBe(255)
})

test('whatever amount is written, in either habit, comes back exactly', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }),
      fc.constantFrom(',' as const, '.' as const),
      (minor, decimal) => {
        const text = new Intl.NumberFormat(decimal === ',' ? 'de-DE' : 'en-GB', { minimumFractionDigits: 2 }).format(
          minor / 100,
        )
        expect(read('amount', text, decimal === ',' ? spanish : english, 2)).toBe(minor === 0 ? 0 : minor)
      },
    ),
  )
})

test.each([
  ['day', '31-12-2025', '2025-12-31'],
  ['day', '1/2/26', '2026-02-01'],
  ['day', '2026-02-01', '2026-02-01'],
  ['day', '29-02-2025', 'import.cell_day'],
  ['day', 'ayer', 'import.cell_day'],
  ['moment', '01-12-2010 8:26', '2010-12-01T08:26:00'],
  ['flag', 'Sí', true],
  ['flag', 'no', false],
  ['flag', 'tal vez', 'import.cell_flag'],
  ['text', '00012', '00012'],
  ['text', 7501, '7501'],
  ['text', "'=cmd", '=cmd'],
  ['quantity', '1,125', 1.125],
  ['quantity', '1,1255', 'import.cell_decimals'],
  ['whole', '12,5', 'import.cell_whole'],
] as const)('%s %j is %j', (type, raw, value) => {
  expect(read(type, raw)).toBe(value)
})

test('headings are understood with accents, underscores and in either language', () => {
  const columns = [
    { ...column('text'), name: 'sku', says: { es: 'Código', en: 'SKU' } },
    { ...column('amount'), name: 'price', says: { es: 'Precio', en: 'Price' }, also: ['valor venta'] },
  ]
  expect(guessMapping(columns, ['CODIGO', 'Precio (CLP)'])).toEqual({ sku: 0, price: 1 })
  expect(guessMapping(columns, ['otra', 'valor_venta', 'sku'])).toEqual({ sku: 2, price: 1 })
})

test('the way of writing numbers and days is read from the cells', () => {
  const columns = [column('amount'), column('day')]
  const mapping = { amount: 0, day: 1 }
  expect(guessReading(columns, mapping, [['1.234,5', '31-01-2026']], ',')).toEqual({ decimal: ',', day: 'dmy' })
  expect(guessReading(columns, mapping, [['1,234.5', '01/31/2026']], ';')).toEqual({ decimal: '.', day: 'mdy' })
  expect(guessReading(columns, mapping, [['1234', '2026-01-31']], ';')).toEqual({ decimal: ',', day: 'ymd' })
})
