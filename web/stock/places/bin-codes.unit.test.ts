import { expect, test } from 'vitest'
import { codesOf } from './bin-codes.ts'

test('one code a line, a stretch of them, and each once', () => {
  expect(codesOf('A-01\nB-02, C 3;A-01\n')).toEqual(['A-01', 'B-02', 'C 3'])
  expect(codesOf('A-08..A-11')).toEqual(['A-08', 'A-09', 'A-10', 'A-11'])
  expect(codesOf('B-1-8..10')).toEqual(['B-1-8', 'B-1-9', 'B-1-10'])
  expect(codesOf('A-9..A-1')).toEqual(['A-9..A-1'])
  expect(codesOf('X1..X9999')).toEqual(['X1..X9999'])
})
