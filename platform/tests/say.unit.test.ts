import { expect, test } from 'vitest'
import { say } from '../text.ts'

const sentence = {
  es: 'Quedan {warehouses|bodega|bodegas} y {name}.',
  en: '{warehouses|warehouse|warehouses} and {name} are left.',
}

test('a count takes the word of its number in each language', () => {
  expect(say(sentence, 'es', { warehouses: 1, name: 'Caja 1' })).toBe('Quedan 1 bodega y Caja 1.')
  expect(say(sentence, 'es', { warehouses: 2, name: 'Caja 1' })).toBe('Quedan 2 bodegas y Caja 1.')
  expect(say(sentence, 'es', { warehouses: 0, name: 'Caja 1' })).toBe('Quedan 0 bodegas y Caja 1.')
  expect(say(sentence, 'en', { warehouses: 1, name: 'x' })).toBe('1 warehouse and x are left.')
})

test('a value that is missing stays visible as the bug it is', () => {
  expect(say(sentence, 'es', { name: 'x' })).toBe('Quedan {warehouses|bodega|bodegas} y x.')
})
