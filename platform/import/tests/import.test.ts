import { deflateRawSync } from 'node:zlib'
import exceljs from 'exceljs'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'
import { shelfModule, trouble } from './shelf.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openShop({ modules: [shelfModule], platform: { works: true } })
})

afterEach(async () => {
  Object.assign(trouble, { failAt: null, blocked: false })
  await shop.ctx.db.deleteFrom('platform.note').where('name', 'like', 'shelf.%').execute()
})

function upload(content: Buffer | string, kind = 'labels', who = shop.owner) {
  const mark = 'xxBOUNDARYxx'
  const part = (head: string, body: Buffer | string) =>
    Buffer.concat([
      Buffer.from(`--${mark}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ])
  const body = Buffer.concat([
    part('name="kind"', kind),
    part('name="file"; filename="lista.csv"', content),
    Buffer.from(`--${mark}--\r\n`),
  ])
  return who.post('/api/imports', body, { headers: { 'content-type': `multipart/form-data; boundary=${mark}` } })
}
const ended = async (id: string, ...statuses: string[]) => {
  const end = Date.now() + 30_000
  while (Date.now() < end) {
    const { body } = await shop.owner.get(`/api/imports/${id}`)
    if (statuses.includes(body.status)) return body
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  throw new Error(`import ${id} did not become ${statuses.join(' or ')}`)
}
const act = (id: string, verb: string, body: object = {}) => shop.owner.post(`/api/imports/${id}/${verb}`, body)
const labels = async () =>
  await shop.ctx.db
    .selectFrom('platform.note')
    .select(['name', 'value'])
    .where('name', 'like', 'shelf.%')
    .orderBy('name')
    .execute()
const file = (count: number) =>
  `code,name,price\n${Array.from({ length: count }, (_, i) => `A${i},Thing ${i},${i + 1}`).join('\n')}\n`

test('a file as shops have it: semicolons, Windows-1252, decimal commas, DD-MM-YYYY, leading zeros', async () => {
  const text =
    'Código;Descripción;Precio;Fecha\r\n00012;Filtro ñandú;"1.234,00";31-12-2025\r\n00013;Aceite;990;01/02/2026\r\n'
  const taken = await upload(Buffer.from(text, 'latin1'))
  expect(taken.status).toBe(201)
  expect(taken.body).toMatchObject({
    status: 'mapping',
    encoding: 'windows-1252',
    delimiter: ';',
    rows_total: 2,
    mapping: { code: 0, name: 1, price: 2, on: 3 },
    reading: { decimal: ',', day: 'dmy' },
    missing: [],
  })
  const { id } = taken.body
  expect((await act(id, 'map')).status).toBe(200)
  expect((await ended(id, 'checked')).check).toMatchObject({ created: 2, changed: 0, unchanged: 0, refused: 0 })
  expect(await labels()).toEqual([])

  await act(id, 'run')
  expect((await ended(id, 'completed')).run).toMatchObject({ created: 2, refused: 0, rows_done: 2 })
  expect(await labels()).toEqual([
    { name: 'shelf.00012', value: { name: 'Filtro ñandú', price: 1234, on: '2025-12-31' } },
    { name: 'shelf.00013', value: { name: 'Aceite', price: 990, on: '2026-02-01' } },
  ])

  const again = (await upload(Buffer.from(text.replace('990', '995'), 'latin1'))).body
  await act(again.id, 'map')
  expect((await ended(again.id, 'checked')).check).toMatchObject({ created: 0, changed: 1, unchanged: 1 })
})

test('the dry run names every bad cell; the good rows can be imported all the same', async () => {
  const { body } = await upload(
    '\uFEFFcode,name,price,fecha\nA1,Uno,100,2026-01-05\nA2,,abc,\nA3,Tres,-5,\nA4,Cuatro,1.5,30-02-2026\n',
  )
  await act(body.id, 'map')
  const checked = await ended(body.id, 'checked')
  expect(checked.check).toMatchObject({ created: 1, refused: 3 })
  expect(checked.problems.map((p: { row: number; column: string; code: string }) => [p.row, p.column, p.code])).toEqual(
    [
      [3, 'name', 'import.cell_missing'],
      [3, 'price', 'import.cell_number'],
      [4, 'price', 'shelf.negative'],
      [5, 'price', 'import.cell_decimals'],
      [5, 'on', 'import.cell_day'],
    ],
  )
  expect(checked.problems[2].says).toContain('-5')
  const report = await shop.owner.get(`/api/imports/${body.id}/report`)
  expect(report.text.trim().split('\r\n')).toHaveLength(6)
  await act(body.id, 'run')
  expect((await ended(body.id, 'completed')).run).toMatchObject({ created: 1, refused: 3 })
})

test('a mapping that is missing a column is refused, and one made by hand is remembered', async () => {
  const strange = 'ref,que,cuanto\nX1,Uno,5\n'
  const { body } = await upload(strange)
  expect(body.missing).toEqual(['code', 'name', 'price'])
  const refused = await act(body.id, 'map')
  expect([refused.status, refused.body.code]).toEqual([422, 'import.bad_mapping'])
  await act(body.id, 'map', { mapping: { code: 0, name: 1, price: 2 } })
  await ended(body.id, 'checked')
  await act(body.id, 'run')
  await ended(body.id, 'completed')
  expect((await upload(strange)).body).toMatchObject({ mapping: { code: 0, name: 1, price: 2 }, missing: [] })
})

test('a run that breaks in the middle goes on and ends with the totals of one that did not', async () => {
  const { body } = await upload(file(2_300))
  await act(body.id, 'map')
  await ended(body.id, 'checked')
  trouble.failAt = 1_700
  await act(body.id, 'run')
  const failed = await ended(body.id, 'failed')
  expect(failed.run.rows_done).toBe(1_500)
  expect(await labels()).toHaveLength(1_500)
  trouble.failAt = null
  await act(body.id, 'run')
  expect((await ended(body.id, 'completed')).run).toMatchObject({
    created: 2_300,
    changed: 0,
    refused: 0,
    rows_done: 2_300,
  })
  expect(await labels()).toHaveLength(2_300)
})

test('a cancelled import keeps its place; an import can be undone whole, or says what stands in the way', async () => {
  const { body } = await upload(file(3))
  await act(body.id, 'map')
  await ended(body.id, 'checked')
  await act(body.id, 'run')
  await ended(body.id, 'completed')
  expect((await act(body.id, 'run')).body.code).toBe('import.wrong_state')
  trouble.blocked = true
  const blocked = await act(body.id, 'undo')
  expect([blocked.status, blocked.body.blocked]).toEqual([409, [{ thing: 'label', label: '7', why: 'Se vendió' }]])
  trouble.blocked = false
  expect((await act(body.id, 'undo')).body.status).toBe('undone')
  expect(await labels()).toEqual([])
  const other = (await upload(file(3))).body
  expect((await act(other.id, 'cancel')).body.status).toBe('cancelled')
  expect((await shop.owner.get('/api/imports?limit=2')).body.items).toHaveLength(2)
})

test('a spreadsheet is read with its typed cells', async () => {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('Lista')
  sheet.addRow(['SKU', 'Nombre', 'Precio', 'Fecha'])
  sheet.addRow(['0007', 'Bujía', 1500, new Date('2026-03-04T00:00:00Z')])
  sheet.addRow([{ richText: [{ text: 'A' }, { text: '8' }] }, 'Fórmula', { formula: '1+1', result: 2 }, '05-03-2026'])
  const { body } = await upload(Buffer.from(await book.xlsx.writeBuffer()))
  expect(body).toMatchObject({ format: 'xlsx', rows_total: 2 })
  await act(body.id, 'map')
  await ended(body.id, 'checked')
  await act(body.id, 'run')
  await ended(body.id, 'completed')
  expect((await labels()).map(({ value }) => value)).toEqual([
    { name: 'Bujía', price: 1500, on: '2026-03-04' },
    { name: 'Fórmula', price: 2, on: '2026-03-05' },
  ])
})

test('S58: a workbook that would unpack to gigabytes is refused before it is read', async () => {
  const { status, body } = await upload(zipOf('xl/sharedStrings.xml', deflateRawSync(Buffer.alloc(120 * 1024 * 1024))))
  expect([status, body.code]).toEqual([422, 'import.bomb'])
})

test('what is no table, too wide, or holds a huge cell is refused', async () => {
  expect((await upload(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]))).body.code).toBe('import.unreadable')
  expect((await upload('code,name,price\n')).body.code).toBe('import.empty')
  expect((await upload(`code,name,price\nA,${'x'.repeat(20_000)},1\n`)).body.code).toBe('import.cell_too_long')
  expect((await upload(`${'a,'.repeat(300)}\n1\n`)).body.code).toBe('import.too_wide')
  expect((await upload(file(1), 'ghosts')).body.code).toBe('import.unknown_kind')
})

test('who may not import this kind is refused, and who works in one store sees only own imports', async () => {
  expect((await upload(file(1), 'labels', shop.cashier)).status).toBe(403)
  expect((await upload(file(1), 'labels', shop.as('gerente', { permissions: ['imports.run'] }))).status).toBe(403)
  const { body } = await upload(file(1))
  const limited = shop.as('gerente', { stores: ['018f0000-0000-7000-8000-000000000001'] })
  expect((await limited.get(`/api/imports/${body.id}`)).status).toBe(404)
  expect((await limited.get('/api/imports')).body.items).toEqual([])
})

test('the template has the headings that the import understands', async () => {
  const { text } = await shop.owner.get('/api/import-kinds/labels/template?format=csv')
  expect(text).toBe('\uFEFF"Código";"Nombre";"Precio";"Fecha"\r\n')
  expect((await shop.owner.get('/api/import-kinds')).body.items[0].kind).toBe('labels')
})

/** A zip of one part whose directory claims nothing about its real size. */
function zipOf(name: string, packed: Buffer): Buffer {
  const head = Buffer.alloc(30 + name.length)
  head.write('PK\x03\x04', 0, 'latin1')
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt16LE(name.length, 26)
  head.write(name, 30)
  const entry = Buffer.alloc(46 + name.length)
  entry.write('PK\x01\x02', 0, 'latin1')
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt16LE(name.length, 28)
  entry.write(name, 46)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(head.length + packed.length, 16)
  return Buffer.concat([head, packed, entry, end])
}
