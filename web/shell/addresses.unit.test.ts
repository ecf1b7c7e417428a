import { describe, expect, test } from 'vitest'
import { urlOf } from '../api/url.ts'
import { matchPath } from '../match-path.ts'
import { to } from '../paths.ts'
import { pages } from '../routes.tsx'
import { homeFor } from './rooms.ts'

describe('addresses', () => {
  test('every page has its own path, and a link that leads to it', () => {
    const paths = pages.map((page) => page.path)
    expect(new Set(paths).size).toBe(paths.length)
    const links = Object.values(to).map((link) => link('x').split('?')[0] ?? '')
    for (const path of paths)
      expect(
        links.some((link) => matchPath(path, link) !== null),
        path,
      ).toBe(true)
  })
  test('a path gives the values of its names', () => {
    expect(matchPath('/clave/$token', '/clave/a%20b')).toEqual({ token: 'a b' })
    expect(matchPath('/clave/$token', '/clave')).toBeNull()
    expect(matchPath('/ventas/nueva', '/ventas/1')).toBeNull()
  })
  test('everybody begins in a room they may enter', () => {
    const beginning = (...permissions: string[]) => homeFor((one) => one === undefined || permissions.includes(one))
    expect(beginning('dashboard.see', 'sales.sell')).toBe('/')
    expect(beginning('sales.sell', 'products.see')).toBe('/caja')
    expect(beginning('products.see')).toBe('/inventario')
  })
  test('sign-in remembers where one wanted to go', () => {
    expect(to.signIn('/ventas?view=all')).toBe('/login?next=%2Fventas%3Fview%3Dall')
    expect(to.signIn('/')).toBe('/login')
  })
})

describe('the address of a call', () => {
  test('takes its params and leaves out what is absent', () => {
    expect(urlOf('/api/orders/:id/confirm', { params: { id: 'a/b' } })).toBe('/api/orders/a%2Fb/confirm')
    expect(urlOf('/api/products', { query: { q: 'café', sort: undefined, category: '' } })).toBe(
      '/api/products?q=caf%C3%A9',
    )
    expect(urlOf('/api/products', { query: { ids: ['a', 'b'], limit: 50 } })).toBe('/api/products?ids=a&ids=b&limit=50')
  })
})
