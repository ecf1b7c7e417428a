import { beforeAll, describe, expect, test } from 'vitest'
import { type CatalogShop, openCatalog } from './open-catalog.ts'

let shop: CatalogShop
const names = [
  ['ACE-001', 'Aceite Shell Helix 10W-40 4 L', 24_990, 15_000],
  ['ACE-002', 'Aceite Castrol Magnatec 5W-30 4 L', 32_990, 21_000],
  ['FIL-001', 'Filtro de aceite Toyota Corolla', 5990, 2500],
  ['FIL-002', 'Filtro de aire Suzuki Swift', 7990, 3200],
  ['BUJ-010', 'Bujía NGK iridio', 8990, 4000],
  ['LAPTOP-DELL-001', 'Laptop Dell XPS 15', 1_500_000, 1_200_000],
  ['NAN-1', 'Ñandú de peluche', 12_990, null],
  ['RUS-1', 'Масло моторное', 9990, 5000],
] as const

beforeAll(async () => {
  shop = await openCatalog()
  for (const [sku, name, price, cost] of names) await shop.product({ sku, name, price, cost })
  const ace = await shop.owner.get('/api/products?sku=ACE-001')
  await shop.owner.patch(`/api/products/${ace.body.items[0].id}`, { barcodes: ['7802920000015'] })
})

const skus = (body: { items: { sku: string }[] }) => body.items.map(({ sku }) => sku)
const find = async (q: string) => skus((await shop.cashier.get(`/api/products?q=${encodeURIComponent(q)}`)).body)

describe('search', () => {
  test.each([
    ['a SKU in any case', 'ace-002', 'ACE-002'],
    ['a barcode', '7802920000015', 'ACE-001'],
    ['the start of a SKU', 'laptop-d', 'LAPTOP-DELL-001'],
    ['a SKU without its dashes', 'laptopdell001', 'LAPTOP-DELL-001'],
    ['words in any order', 'corolla filtro', 'FIL-001'],
    ['without accents', 'bujia', 'BUJ-010'],
    ['without a tilde', 'nandu', 'NAN-1'],
    ['with accents that are not there', 'açeité shell', 'ACE-001'],
    ['a grade without its dash', '10w40', 'ACE-001'],
    ['a grade with it', '10W-40', 'ACE-001'],
    ['a part of a word', 'gnatec', 'ACE-002'],
    ['a typing error', 'castrlo', 'ACE-002'],
    ['a typing error beside a right word', 'filtor swift', 'FIL-002'],
    ['Cyrillic letters', 'масло', 'RUS-1'],
  ])('finds by %s', async (_what, q, sku) => {
    expect((await find(q))[0]).toBe(sku)
  })

  test('names that start with the word come before names that contain it', async () => {
    expect(await find('aceite')).toEqual(['ACE-002', 'ACE-001', 'FIL-001'])
  })

  test('what is nowhere is not found, and signs are only signs', async () => {
    expect(await find('helicóptero')).toEqual([])
    expect(await find('%')).toEqual([])
    expect(await find('___')).toEqual([])
    expect(await find("'; drop table catalog.product; --")).toEqual([])
    expect(await find('\\')).toEqual([])
  })

  test('the predecessor’s parameter `search` is understood', async () => {
    expect(skus((await shop.cashier.get('/api/products?search=corolla')).body)).toEqual(['FIL-001'])
  })

  test('best matches come page by page', async () => {
    const first = await shop.cashier.get('/api/products?q=aceite&limit=2&count=true')
    expect([skus(first.body), first.body.total]).toEqual([['ACE-002', 'ACE-001'], 3])
    const second = await shop.cashier.get(`/api/products?q=aceite&limit=2&cursor=${first.body.next_cursor}`)
    expect([skus(second.body), second.body.next_cursor]).toEqual([['FIL-001'], null])
  })

  test('with a sort it filters, typing errors forgiven too', async () => {
    expect(skus((await shop.cashier.get('/api/products?q=aseite&sort=-price')).body)).toEqual([
      'ACE-002',
      'ACE-001',
      'FIL-001',
    ])
  })
})

describe('lists', () => {
  test.each([
    ['name', 'ACE-002'],
    ['-name', 'RUS-1'],
    ['price', 'FIL-001'],
    ['-price', 'LAPTOP-DELL-001'],
    ['sku', 'ACE-001'],
  ])('sort by %s', async (sort, first) => {
    expect(skus((await shop.cashier.get(`/api/products?sort=${sort}&limit=1`)).body)).toEqual([first])
  })

  test.each(['name', '-price', 'sku', 'created_at', 'category', '-margin', 'cost'])(
    'pages by %s hold every product once',
    async (sort) => {
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const { body } = await shop.owner.get(`/api/products?sort=${sort}&limit=3${cursor && `&cursor=${cursor}`}`)
        seen.push(...skus(body))
        cursor = body.next_cursor
      }
      expect(seen.toSorted()).toEqual(names.map(([sku]) => sku).toSorted())
    },
  )

  test('filters narrow and the total counts what matches', async () => {
    const { body } = await shop.cashier.get('/api/products?price_min=7000&price_max=13000&count=true&limit=1')
    expect(body.total).toBe(4)
  })

  test.each(['sort=color', 'cursor=nonsense', 'sort=name&cursor=WyJuYW1lIiwieCIsInkiXQ', 'limit=1000', 'price_min=x'])(
    'refuses %s',
    async (query) => {
      expect((await shop.cashier.get(`/api/products?${query}`)).status).toBe(422)
    },
  )

  test('S36: strings meant for SQL find nothing and break nothing', async () => {
    const evil = encodeURIComponent("x' or 1=1; select pg_sleep(3) --")
    for (const name of ['q', 'search', 'sku', 'tax_class', 'sort', 'cursor'])
      expect([200, 422]).toContain((await shop.cashier.get(`/api/products?${name}=${evil}`)).status)
  })
})

describe('S29: costs are absent for those who may not see them', () => {
  const hidden = /"(cost|margin_basis_points|markup_basis_points)"/

  test('in lists, searches, pages and scans', async () => {
    const { id } = (await shop.owner.get('/api/products?sku=FIL-001')).body.items[0]
    for (const path of [
      '/api/products',
      '/api/products?q=filtro',
      `/api/products/${id}`,
      '/api/products/by-code/FIL-001',
    ]) {
      expect((await shop.cashier.get(path)).text).not.toMatch(hidden)
      expect((await shop.owner.get(path)).text).toMatch(hidden)
    }
  })

  test.each([
    'sort=cost',
    'sort=-margin',
    'sort=markup',
    'cost_min=1',
    'cost_max=1',
    'without_cost=true',
    'q=a&cost_min=1',
  ])('%s is refused with 403', async (query) => {
    expect((await shop.cashier.get(`/api/products?${query}`)).status).toBe(403)
    expect((await shop.owner.get(`/api/products?${query}`)).status).toBe(200)
  })

  test('products without a cost are found by whoever may', async () => {
    expect(skus((await shop.owner.get('/api/products?without_cost=true')).body)).toEqual(['NAN-1'])
  })

  test('in exports', async () => {
    const blind = shop.as('vendedor', { permissions: ['products.see', 'products.export'] })
    const seeing = await shop.owner.get('/api/products/export?format=csv')
    const unseeing = await blind.get('/api/products/export?format=csv')
    expect(seeing.text).toContain('"Costo"')
    expect(unseeing.text).not.toContain('Costo')
    expect(unseeing.text).not.toContain('21000')
    expect((await blind.get('/api/products/export?sort=cost')).status).toBe(403)
  })
})

describe('export', () => {
  test('CSV of everything that matches, formulas disarmed (S57)', async () => {
    await shop.product({ sku: 'EVIL-1', name: '=cmd|calc' })
    const reply = await shop.owner.get('/api/products/export?sort=sku')
    expect(reply.headers['content-type']).toContain('text/csv')
    const lines = reply.text.trim().split('\r\n')
    expect(lines).toHaveLength(names.length + 2)
    expect(reply.text).toContain(`"'=cmd|calc"`)
  })

  test('XLSX and PDF are what they say', async () => {
    const xlsx = await shop.owner.get('/api/products/export?format=xlsx&q=filtro')
    expect(xlsx.text.slice(0, 2)).toBe('PK')
    const pdf = await shop.owner.get('/api/products/export?format=pdf&q=filtro')
    expect(pdf.text.slice(0, 5)).toBe('%PDF-')
  })

  test('needs its permission', async () => {
    expect((await shop.cashier.get('/api/products/export')).status).toBe(403)
  })
})
