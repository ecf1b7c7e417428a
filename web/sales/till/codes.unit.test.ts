import { afterEach, describe, expect, test, vi } from 'vitest'
import { createCodes } from './codes.ts'

const oil = product('0199-oil', 'ACE-01', ['780280053401', { code: '1780280053405', pack_quantity: 12 }])
const rag = product('0199-rag', '780280053401X', [])
const atOnce = async () => undefined

function product(id: string, sku: string, barcodes: (string | { code: string; pack_quantity: number })[]) {
  const codes = barcodes.map((one) => (typeof one === 'string' ? { code: one, pack_quantity: 1 } : one))
  return { id, sku, name: sku, kind: 'good', unit: 'UN', decimals: 0, price: 990, barcodes: codes }
}

/** The server's pages, one product each; `meanwhile` runs before each is given. */
function serve(items: readonly object[], meanwhile: () => void = () => undefined): void {
  vi.stubGlobal('fetch', async (url: string) => {
    meanwhile()
    const at = Number(new URL(url, 'http://shop').searchParams.get('cursor') ?? 0)
    return Response.json({ items: [items[at]], next_cursor: at + 1 < items.length ? String(at + 1) : null })
  })
  vi.stubGlobal('localStorage', { getItem: () => null })
}

afterEach(() => vi.unstubAllGlobals())

const read = async () => {
  const codes = createCodes()
  await codes.read(atOnce, new AbortController().signal)
  return codes
}

describe('the codes that a till keeps', () => {
  test('name the product by its SKU, its barcode in any spelling, and its box of twelve', async () => {
    serve([oil, rag])
    const codes = await read()
    expect(codes.find('ace-01')).toMatchObject({ product: { id: oil.id }, pack_quantity: 1 })
    expect(codes.find('0780280053401')).toMatchObject({ product: { id: oil.id }, pack_quantity: 1 })
    expect(codes.find('1780280053405')).toMatchObject({ product: { id: oil.id }, pack_quantity: 12 })
    expect(codes.find('780280053401x')?.product.id).toBe(rag.id)
    expect(codes.find('never')).toBeNull()
  })

  test('say nothing of a product that changed until it was read again', async () => {
    serve([oil, rag])
    const codes = await read()
    expect(codes.needsReading()).toBe(false)
    codes.doubt(oil.id)
    expect(codes.find('ACE-01')).toBeNull()
    expect(codes.find(rag.sku)?.product.id).toBe(rag.id)
    expect(codes.needsReading()).toBe(true)
    await codes.read(atOnce, new AbortController().signal)
    expect(codes.find('ACE-01')?.product.id).toBe(oil.id)
  })

  test('do not believe a page that is older than a change', async () => {
    const codes = createCodes()
    serve([oil, rag], () => codes.doubt(oil.id))
    await codes.read(atOnce, new AbortController().signal)
    expect(codes.find('ACE-01')).toBeNull()
    expect(codes.needsReading()).toBe(true)
  })

  test('answer the first time from each page as it comes, and from no page that is older than missed facts', async () => {
    const codes = createCodes()
    const seen: (string | undefined)[] = []
    serve([oil, rag], () => seen.push(codes.find('ACE-01')?.product.id))
    await codes.read(atOnce, new AbortController().signal)
    expect(seen).toEqual([undefined, oil.id])
    codes.forget()
    let pages = 0
    serve([oil, rag], () => {
      pages += 1
      if (pages === 2) codes.forget()
    })
    await codes.read(atOnce, new AbortController().signal)
    expect(codes.find('ACE-01')).toBeNull()
    expect(codes.needsReading()).toBe(true)
  })

  test('are gone when facts were missed', async () => {
    serve([oil])
    const codes = await read()
    codes.forget()
    expect(codes.find('ACE-01')).toBeNull()
    expect(codes.needsReading()).toBe(true)
  })
})
