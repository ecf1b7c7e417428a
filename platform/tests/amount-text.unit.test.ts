import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AmountFormat, amountText, parseAmount } from '#platform/amount-text'

const pesos: AmountFormat = { symbol: '$', decimals: 0, thousands_mark: '.', decimal_mark: ',' }
const pounds: AmountFormat = { symbol: '£', decimals: 2, thousands_mark: ',', decimal_mark: '.' }
const bolivianos: AmountFormat = { symbol: 'Bs ', decimals: 2, thousands_mark: '.', decimal_mark: ',' }

const amounts = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 })

test.each([pesos, pounds, bolivianos])('what is written is read back: $symbol', (format) => {
  fc.assert(fc.property(amounts, (minor) => parseAmount(amountText(minor, format), format) === minor))
})

test.each([
  [1_234_567, pesos, '$1.234.567'],
  [990, pesos, '$990'],
  [0, pesos, '$0'],
  [-1500, pesos, '-$1.500'],
  [5, pounds, '£0.05'],
  [974_774_793, pounds, '£9,747,747.93'],
])('%i reads as %s', (minor, format, text) => {
  expect(amountText(minor, format)).toBe(text)
})

test.each([
  ['$ 1.234.567', 1_234_567],
  ['1234567', 1_234_567],
  ['1.234.567,00', 1_234_567],
  ['-$1.500', -1500],
  ['$-1.500', -1500],
  ['-0', 0],
  ['1\u00a0500', 1500],
])('in Chile %s is %i pesos', (text, minor) => {
  expect(parseAmount(text, pesos)).toBe(minor)
})

test.each([
  '',
  '$',
  '-',
  '12,5',
  '1,234,567',
  '1.23',
  '1.2345',
  '.500',
  '1..500',
  'mil',
  '1e9',
  '1.234.567.890.123.456.789',
  '1,5,5',
])('%s is no amount of pesos: a guess could be a thousand times off', (text) => {
  expect(parseAmount(text, pesos)).toBeNull()
})

test.each([
  ['12.5', 1250],
  ['£1,234.56', 123_456],
  ['0.05', 5],
  ['.5', null],
  ['1.234', null],
])('in Britain %s is %s pence', (text, minor) => {
  expect(parseAmount(text, pounds)).toBe(minor)
})

test('any text is answered, and a long one without going over it again and again', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => Number.isSafeInteger(parseAmount(text, pesos) ?? 0)))
  // Whoever goes over a million signs once for each of them does not come back before the test gives up.
  expect(parseAmount('1.'.repeat(500_000), pesos)).toBeNull()
  expect(parseAmount(' '.repeat(1_000_000), pesos)).toBeNull()
})
