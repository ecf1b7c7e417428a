import { expect, test } from 'vitest'
import { hasCheckDigit, isCode } from './scanner.ts'

const field = {} as HTMLInputElement

test('in a field only a fast burst, or a whole EAN, is a scan; an amount typed by hand is not', () => {
  expect(isCode({ text: '7804520118349', field, gap_ms_max: 20 })).toBe(true)
  expect(isCode({ text: 'ACE-1040-4', field, gap_ms_max: 20 })).toBe(true)
  expect(isCode({ text: '50000', field, gap_ms_max: 20 })).toBe(false)
  expect(isCode({ text: '12345678', field, gap_ms_max: 120 })).toBe(false)
  expect(isCode({ text: 'ACE-1040-4', field, gap_ms_max: 120 })).toBe(false)
})

test('a slow wedge is heard where nobody writes, and in a field by its check digit', () => {
  expect(isCode({ text: '1040', field: null, gap_ms_max: 120 })).toBe(true)
  expect(isCode({ text: '4006381333931', field, gap_ms_max: 120 })).toBe(true)
  expect(isCode({ text: '4006381333932', field, gap_ms_max: 120 })).toBe(false)
})

test('check digits of EAN-8, UPC-A, EAN-13 and GTIN-14', () => {
  const right = ['73513537', '036000291452', '4006381333931', '10036000291459']
  expect(right.filter((code) => !hasCheckDigit(code))).toEqual([])
  expect(['73513538', '40063813339', 'A006381333931', ''].filter(hasCheckDigit)).toEqual([])
})
