import { describe, expect, test } from 'vitest'
import {
  chileanFormat,
  formatAmount,
  formatMoney,
  formatMoneyShort,
  formatMovement,
  formatPercent,
  formatQuantity,
  moneyParts,
  parseMoney,
  parseQuantity,
  type ShopFormat,
} from './format.ts'
import { formatDay, formatDocumentDay, formatLongDay, formatMoment } from './format-dates.ts'
import { formatRut, judgeRut } from './rut.ts'

const pesos = chileanFormat
const pounds: ShopFormat = { locale: 'en-GB', currency: 'GBP', time_zone: 'Europe/London' }
const pesosInEnglish: ShopFormat = { ...chileanFormat, locale: 'en-GB' }

describe('money', () => {
  test('is grouped also at four digits and has no decimals in pesos', () => {
    expect(formatMoney(2990, pesos)).toBe('$2.990')
    expect(formatMoney(1284560, pesos)).toBe('$1.284.560')
    expect(formatMoney(0, pesos)).toBe('$0')
  })
  test('shows cents always where the currency has them', () => {
    expect(formatMoney(974774793, pounds)).toBe('£9,747,747.93')
    expect(formatMoney(500, pounds)).toBe('£5.00')
  })
  test('puts a true minus before the sign', () => {
    expect(formatMoney(-6299, pesos)).toBe('−$6.299')
  })
  test('keeps the currency of the business in another language', () => {
    expect(formatMoney(11990, pesosInEnglish)).toBe('$11,990')
  })
  test('gives its pieces to a figure that raises the sign', () => {
    expect(moneyParts(140620, pesos)).toEqual({ sign: '', symbol: '$', digits: '140.620', symbolLast: false })
  })
  test('is shortened for the scale of a chart', () => {
    expect(formatMoneyShort(500000, pesos)).toBe('$500\u00a0mil')
    expect(formatMoneyShort(1500000, pesos)).toBe('$1,5\u00a0M')
    expect(formatMoneyShort(0, pesos)).toBe('$0')
  })
  test.each([
    ['50.000', 50000],
    ['$ 50.000', 50000],
    ['50000', 50000],
    ['-1.500', -1500],
    ['', null],
    ['abc', null],
    ['12,5', null],
  ])('reads %j as pesos', (typed, minor) => {
    expect(parseMoney(typed, pesos)).toBe(minor)
  })
  test.each([
    ['1,234.56', 123456],
    ['0.1', 10],
    ['.5', 50],
    ['1.234', null],
  ])('reads %j as pounds', (typed, minor) => {
    expect(parseMoney(typed, pounds)).toBe(minor)
  })
  test('reads back what it wrote', () => {
    for (const minor of [0, 7, 990, 11990, 123456789, -6299]) {
      expect(parseMoney(formatAmount(minor, pesos), pesos)).toBe(minor)
      expect(parseMoney(formatAmount(minor, pounds), pounds)).toBe(minor)
    }
  })
})

describe('quantity and percent', () => {
  test('keeps up to three decimals with the locale mark', () => {
    expect(formatQuantity(86.5, pesos)).toBe('86,5')
    expect(formatQuantity(1284, pesos)).toBe('1.284')
    expect(formatQuantity(-3, pesos)).toBe('−3')
    expect(parseQuantity('86,5', pesos)).toBe(86.5)
    expect(parseQuantity('1.284', pesos)).toBe(1284)
    expect(parseQuantity('1,2345', pesos)).toBeNull()
  })
  test('a movement shows its direction and nothing is empty', () => {
    expect(formatMovement(24, pesos)).toBe('+24')
    expect(formatMovement(-2, pesos)).toBe('−2')
    expect(formatMovement(0, pesos)).toBe('')
  })
  test('a share is a percentage with comma and thin gap', () => {
    expect(formatPercent(0.342, pesos)).toBe('34,2\u202f%')
    expect(formatPercent(-0.031, pesos)).toBe('−3,1\u202f%')
  })
})

describe('dates', () => {
  const now = new Date('2026-11-21T22:42:00Z')
  test('are 24 h and name today', () => {
    expect(formatMoment('2026-11-21T20:10:00Z', pesos, now)).toBe('hoy 17:10')
    expect(formatMoment('2026-11-20T20:10:00Z', pesos, now)).toBe('ayer 17:10')
    expect(formatMoment('2026-11-18T14:05:00Z', pesos, now)).toBe('18 nov 11:05')
    expect(formatMoment('2026-11-21T20:10:00Z', { ...pesos, locale: 'en-GB' }, now)).toBe('today 17:10')
  })
  test('a plain date stays on its day and an old one has its year', () => {
    expect(formatDay('2026-11-21', pesos, now)).toBe('21 nov')
    expect(formatDay('2024-02-29', pesos, now)).toBe('29 feb 2024')
    expect(formatDocumentDay('2026-11-21', pesos)).toBe('21-11-2026')
    expect(formatLongDay(now, pesos)).toBe('sábado 21 nov')
  })
})

describe('RUT', () => {
  test('is written with dots and dash while it is typed', () => {
    expect(formatRut('128743057')).toBe('12.874.305-7')
    expect(formatRut('764182308')).toBe('76.418.230-8')
    expect(formatRut('1')).toBe('1')
    expect(formatRut('6k')).toBe('6-K')
  })
  test('a wrong digit is answered with the right number', () => {
    expect(judgeRut('12.874.305-7').state).toBe('valid')
    expect(judgeRut('12.874.305-1')).toEqual({ state: 'wrong', expected: '12.874.305-7' })
    expect(judgeRut('12.8').state).toBe('short')
    expect(judgeRut('').state).toBe('empty')
  })
})
