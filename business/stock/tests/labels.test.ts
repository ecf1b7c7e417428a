import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { writeActor } from '../../../tests/support/open-shop.ts'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

const EAN = '7804520118349'.slice(0, 12)
const folder = mkdtempSync(join(tmpdir(), 'mostrador-labels-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Debian's zbar-tools and poppler-utils; the build machine installs them, elsewhere these tests say what they miss. */
const canRead = existsSync('/usr/bin/zbarimg') && existsSync('/usr/bin/pdftoppm')
if (!canRead && !process.env.CI) process.stdout.write('labels are not read back: install zbar-tools, poppler-utils\n')

let shop: StockedShop
let coded: string
let plain: string
let bin: string
let code13: string

beforeAll(async () => {
  shop = await openStockedShop()
  code13 = EAN + String(checkOf(EAN))
  coded = await shop.product({ name: 'Aceite 10W-40 «ñandú» ^semisintético~', sku: 'ACE-1040' })
  await shop.owner.patch(`/api/products/${coded}`, { barcodes: [{ code: code13 }] })
  plain = await shop.product({ name: 'Filtro', sku: 'FIL-3614/B' })
  const body = { warehouse_id: shop.warehouses[0], bins: [{ code: 'B-03-2' }] }
  bin = (await shop.storekeeper.post('/api/bins', body)).body.items[0].id
})

function checkOf(twelve: string): number {
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

const print = (body: object) => shop.storekeeper.post('/api/labels', body)

/** What a scanner sees on the pictures: `EAN-13:780…`, one a symbol. */
function readBack(pictures: string[]): string[] {
  const { stdout } = spawnSync('zbarimg', ['-q', ...pictures], { encoding: 'utf8' })
  return stdout.trim().split('\n').filter(Boolean)
}

function pagesOf(pdf: Buffer): string[] {
  const file = join(folder, `${newId()}.pdf`)
  writeFileSync(file, pdf)
  spawnSync('pdftoppm', ['-r', '300', '-png', file, file])
  return readdirSync(folder)
    .filter((name) => name.endsWith('.png') && name.startsWith(basename(file)))
    .sort()
    .map((name) => join(folder, name))
}

/** The graphic fields of a ZPL file as pictures, dot for dot. */
function graphicsOf(zpl: string): string[] {
  return [...zpl.matchAll(/\^GFA,(\d+),\d+,(\d+),([0-9A-F]+)/g)].map(([, total, across, hex]) => {
    const file = join(folder, `${newId()}.pbm`)
    const width = Number(across) * 8
    const head = Buffer.from(`P4\n${width} ${Number(total) / Number(across)}\n`)
    writeFileSync(file, Buffer.concat([head, Buffer.from(hex ?? '', 'hex')]))
    return file
  })
}

const pdf = async (body: object): Promise<Buffer> => {
  const { headers } = await print(body)
  expect(headers['content-type']).toBe('application/pdf')
  const reply = await shop.http.inject({ method: 'POST', url: '/api/labels', payload: body, headers: as(shop) })
  return reply.rawPayload
}
const as = ({ storekeeper }: StockedShop) => ({ 'x-test-actor': writeActor(storekeeper.actor) })

describe.runIf(canRead || process.env.CI)('what is printed is read back', () => {
  const product = (more: object) => ({ kind: 'product', items: [{ id: coded }, { id: plain }], ...more })

  test.each([
    ['auto', () => [`EAN-13:${code13}`, 'CODE-128:FIL-3614/B']],
    ['code128', () => [`CODE-128:${code13}`, 'CODE-128:FIL-3614/B']],
    ['qr', () => [`QR-Code:${code13}`, 'QR-Code:FIL-3614/B']],
  ] as const)('ZPL, %s', async (code, seen) => {
    const { text, status } = await print(product({ format: 'zpl', code, size: '60x40' }))
    expect(status).toBe(200)
    expect(readBack(graphicsOf(text)).sort()).toEqual(seen().toSorted())
  })

  test.each([
    ['50x25', 'auto', () => [`EAN-13:${code13}`, 'CODE-128:FIL-3614/B']],
    ['100x50', 'qr', () => [`QR-Code:${code13}`, 'QR-Code:FIL-3614/B']],
    ['sheet', 'auto', () => [`EAN-13:${code13}`, 'CODE-128:FIL-3614/B']],
  ] as const)('PDF, %s, %s', async (size, code, seen) => {
    expect(readBack(pagesOf(await pdf(product({ size, code })))).sort()).toEqual(seen().toSorted())
  })

  test('a bin', async () => {
    const body = { kind: 'bin', items: [{ id: bin }] }
    expect(readBack(pagesOf(await pdf(body)))).toEqual(['CODE-128:B-03-2'])
    expect(readBack(graphicsOf((await print({ ...body, format: 'zpl' })).text))).toEqual(['CODE-128:B-03-2'])
  })
})

test('signs that mean something to the printer do nothing on the label', async () => {
  const { text } = await print({ kind: 'product', items: [{ id: coded, copies: 3 }], format: 'zpl' })
  expect(text).toContain('_5Esemisint_C3_A9tico_7E')
  expect(text.match(/\^XA/g)).toHaveLength(1)
  expect(text).toContain('^PQ3')
})

test('what cannot be printed is refused', async () => {
  const code = async (body: object) => (await print(body)).body.code
  const odd = await shop.product({ sku: 'CÓDIGO-Ñ' })
  const items = [{ id: odd }]
  expect(await code({ kind: 'product', items })).toBe('stock.label_code')
  expect(await code({ kind: 'product', items: [{ id: plain }], code: 'ean13' })).toBe('stock.label_not_ean')
  expect(await code({ kind: 'product', items: [{ id: newId() }] })).toBe('stock.product_not_found')
  expect(await code({ kind: 'bin', items: [{ id: newId() }] })).toBe('stock.bin_not_found')
  expect(await code({ kind: 'bin', items: [{ id: bin }], format: 'zpl', size: 'sheet' })).toBe('stock.label_sheet')
  const many = Array.from({ length: 5 }, () => ({ id: plain, copies: 500 }))
  expect(await code({ kind: 'product', items: many })).toBe('stock.labels_too_many')
  const elsewhere = shop.as('bodeguero', { warehouses: [shop.warehouses[1]] })
  expect((await elsewhere.post('/api/labels', { kind: 'bin', items: [{ id: bin }] })).status).toBe(404)
})
