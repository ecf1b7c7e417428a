import { expect, test } from 'vitest'
import { matchPath } from './match-path.ts'

test('an address gives the values of the names in its pattern', () => {
  expect(matchPath('/ventas/$id', '/ventas/a%20b')).toEqual({ id: 'a b' })
  expect(matchPath('/ventas/$id', '/ventas')).toBeNull()
  expect(matchPath('/ventas/$id', '/compras/1')).toBeNull()
})

test('an address that is no code of letters opens a page all the same', () => {
  expect(matchPath('/ventas/$id', '/ventas/%E0%A4%A')).toEqual({ id: '%E0%A4%A' })
})
