import { beforeAll, expect, test } from 'vitest'
import { explain, type RetailReport } from '../online-retail/explain.ts'
import { fieldsOf, type RetailLine, readLines, thousandthsOf } from '../online-retail/read-lines.ts'
import { pounds, tellReport } from '../online-retail/tell-report.ts'

let report: RetailReport

beforeAll(async () => {
  report = explain(await readLines())
}, 120_000)

test('the counts are those that are known of the set', () => {
  expect(report).toMatchObject({
    units: 5_176_450,
    invoices: 25_900,
    invoices_cancelled: 3_836,
    invoices_adjusted: 3,
    customers: 4_372,
    codes: 4_070,
  })
  expect(report.whole.lines).toBe(541_909)
})

test('every line is explained, and the amounts add up to the penny', () => {
  const kinds = Object.values(report.kinds)
  expect(kinds.reduce((sum, { lines }) => sum + lines, 0)).toBe(541_909)
  const thousandths = kinds.reduce((sum, one) => sum + one.thousandths, 0)
  expect(thousandths).toBe(report.whole.thousandths)
  expect(Math.round(thousandths / 10)).toBe(974_774_793)
})

test('the traps of the file are counted', () => {
  const { kinds, traits } = report
  expect(kinds.write_off).toEqual({ lines: 1_336, thousandths: 0 })
  expect(kinds.bad_debt.lines).toBe(3)
  expect(kinds.cancellation.lines + kinds.fee_cancelled.lines).toBe(9_288)
  expect(traits.repeat.lines).toBe(5_268)
  expect(traits.no_customer.lines).toBe(135_080)
  expect(traits.no_description.lines).toBe(1_454)
  expect(traits.tiny_price.lines).toBe(4)
  expect(report.invoices_with_two_times).toBe(43)
  expect(report.codes - report.codes_folded).toBe(112)
})

test('each cancellation is matched with its purchase, or says why not', () => {
  const line = (invoice: string, quantity: number, at: string, customer = '17850'): RetailLine => ({
    ...{ invoice, quantity, customer, code: '85123A', description: 'HEART', country: 'United Kingdom' },
    ...{ at: `2010-12-${at} 08:26:00`, price_thousandths: 2_550 },
  })
  const { traits, whole } = explain([
    line('C1', -2, '01'),
    line('1', 6, '02'),
    line('C2', -4, '03'),
    line('C3', -4, '04'),
    line('C4', -1, '05', ''),
  ])
  expect(traits.not_bought).toEqual({ lines: 1, thousandths: -5_100 })
  expect(traits.bought_less).toEqual({ lines: 1, thousandths: -10_200 })
  expect(traits.nobody_named.lines).toBe(1)
  expect(whole.thousandths).toBe(-5 * 2_550)
})

test('prices are read exactly, and quoted fields whole', () => {
  expect([thousandthsOf('2.55'), thousandthsOf('0.001'), thousandthsOf('-11062.06'), thousandthsOf('0.0')]).toEqual([
    2_550, 1, -11_062_060, 0,
  ])
  expect(fieldsOf('536381,82567,"AIRLINE LOUNGE,METAL SIGN",2')).toEqual([
    '536381',
    '82567',
    'AIRLINE LOUNGE,METAL SIGN',
    '2',
  ])
  expect(fieldsOf('1,"6"" PLATE",,x')).toEqual(['1', '6" PLATE', '', 'x'])
})

test('the report is told in both languages', () => {
  expect(pounds(9_747_747_934)).toBe('9,747,747.934')
  expect(pounds(-2_550)).toBe('-2.55')
  expect(tellReport(report, 'es').join('\n')).toContain('9,747,747.934')
  expect(tellReport(report, 'en').length).toBe(tellReport(report, 'es').length)
})
