import { describe, expect, test } from 'vitest'
import { chartScale, niceStep, stepPath } from '../ui/chart-scale.ts'
import { errorPath } from '../ui/form-errors.ts'
import { boldParts, matches } from '../ui/search-words.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { pseudoText, pseudoWord } from './pseudo.ts'

type Leaf = [path: string, value: unknown]
const leaves = (value: unknown, path = ''): Leaf[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
    : [[path, value]]

describe('words', () => {
  test('both languages have the same keys', () => {
    expect(leaves(en).map(([path]) => path)).toEqual(leaves(es).map(([path]) => path))
  })
  test('no word is empty', () => {
    for (const [path, value] of [...leaves(es), ...leaves(en)]) expect(value, path).not.toBe('')
  })
  test('counts take the form of their language', () => {
    expect(es.common.table.selected(1)).toBe('1 elegido')
    expect(es.common.table.selected(3)).toBe('3 elegidos')
    expect(en.shell.sync.pending(1)).toBe('Offline · 1 sale kept here')
  })
  test('the pseudo-language is 40 % longer, accented, and reaches into functions', () => {
    const pseudo = pseudoText(es)
    expect(pseudoWord('Guardar')).toHaveLength('Guardar'.length + 3)
    expect(pseudo.common.save).toContain('á')
    expect(pseudo.common.table.selected(3)).toContain('~')
  })
})

describe('search', () => {
  test('forgives accents and capitals', () => {
    expect(matches('Café molido', 'cafe')).toBe(true)
    expect(matches('Filtro de aire Corolla', 'filtro aire')).toBe(true)
    expect(matches('Filtro de aire', 'aceite')).toBe(false)
  })
  test('marks what matched', () => {
    expect(boldParts('Filtro de aire', 'aire').filter((part) => part.bold)).toEqual([{ text: 'aire', bold: true }])
  })
})

describe('form errors', () => {
  test.each([
    ['/body/items/0/quantity', 'items.0.quantity'],
    ['body.email', 'email'],
    ['items[2].price', 'items.2.price'],
    ['name', 'name'],
  ])('%s is the field %s', (path, field) => {
    expect(errorPath(path)).toBe(field)
  })
})

describe('charts', () => {
  test('the scale starts at zero with round steps', () => {
    expect(niceStep(1_400_000)).toBe(500_000)
    expect(chartScale([3, 28], 100).ticks).toEqual([0, 10, 20])
  })
  test('a level is drawn in steps', () => {
    expect(
      stepPath([
        { x: 0, y: 10 },
        { x: 5, y: 4 },
      ]),
    ).toBe('M0.0 10.0H5.0V4.0')
  })
})
