import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive } from '#platform/database/embedded/processes'
import { withClient } from '#platform/database/embedded/roles'
import { checkBooks } from '../../doctor/doctor.ts'
import { caller, openTheShop, startProgram, type Till, withOwner } from '../chaos/program/till.ts'
import { clearAway, newFolder } from './data-folder.ts'
import { type Program, pause } from './program.ts'

const DOCUMENTS = 3_000
let data_dir: string
let programs: Program[]

beforeEach(() => {
  data_dir = newFolder()
  programs = []
})

afterEach(async () => {
  for (const program of programs) if (isAlive(program.pid)) await program.end('SIGKILL')
  await clearAway(data_dir)
  rmSync(data_dir, { recursive: true, force: true })
})

async function start(): Promise<Program> {
  const program = await startProgram(data_dir)
  programs.push(program)
  return program
}

/** Past sales as an old program exports them: semicolons, Chilean dates, two units in every third document. */
function pastSales(sku: string): string {
  const rows = Array.from({ length: DOCUMENTS }, (_, n) => {
    const day = String((n % 28) + 1).padStart(2, '0')
    return `B-${n + 1};${day}-03-2024;${sku};${n % 3 === 0 ? 2 : 1};1.000`
  })
  return ['Documento;Fecha;Código;Cantidad;Precio', ...rows].join('\r\n')
}

async function upload(program: Program, { token }: Till, text: string): Promise<string> {
  const form = new FormData()
  form.set('kind', 'sales')
  form.set('file', new Blob([text], { type: 'text/csv' }), 'ventas.csv')
  const headers = { authorization: `Bearer ${token}` }
  const reply = await fetch(`${program.address}/api/imports`, { method: 'POST', headers, body: form })
  expect(reply.status).toBe(201)
  const { id } = (await reply.json()) as { id: string }
  return id
}

/** Asks until the import is as it should be; gives it. */
async function until(program: Program, till: Till, id: string, isSo: (run: ImportNow) => boolean): Promise<ImportNow> {
  for (let attempt = 0; attempt < 2_000; attempt++) {
    const { body } = await caller(program.address, till.token)('GET', `/api/imports/${id}`)
    if (isSo(body)) return body
    if (body.status === 'failed') throw new Error(`the import failed: ${body.error}`)
    await pause(25)
  }
  throw new Error('the import did not get there')
}

interface ImportNow {
  readonly status: string
  readonly error: string | null
  readonly run: { readonly created: number; readonly refused: number }
}

const written = () =>
  withOwner(data_dir, (url) =>
    withClient(url, async (client) => {
      const { rows } = await client.query(`
        select (select count(*)::integer from sales."order") as orders,
          (select count(distinct document_label)::integer from sales."order") as documents,
          (select sum(quantity)::integer from sales.line) as units,
          (select sum(total)::integer from sales."order") as total`)
      return rows[0]
    }),
  )

test('an import that is killed in the middle goes on by itself and ends with equal totals', async () => {
  const first = await start()
  const till = await openTheShop(first, data_dir)
  const product = await caller(first.address, till.token)('GET', `/api/products/${till.product_id}`)
  const id = await upload(first, till, pastSales(product.body.sku))
  await caller(first.address, till.token)('POST', `/api/imports/${id}/map`, {})
  await until(first, till, id, ({ status }) => status === 'checked')
  await caller(first.address, till.token)('POST', `/api/imports/${id}/run`)
  const cut = await until(first, till, id, ({ run }) => run.created > 0)

  await first.end('SIGKILL')

  expect(cut.run.created).toBeLessThan(DOCUMENTS)
  const second = await start()
  const done = await until(second, till, id, ({ status }) => status === 'completed')
  expect(done.run).toMatchObject({ created: DOCUMENTS, refused: 0 })
  const units = DOCUMENTS + Math.ceil(DOCUMENTS / 3)
  expect(await written()).toEqual({ orders: DOCUMENTS, documents: DOCUMENTS, units, total: units * 1_000 })
  const verdicts = await withOwner(data_dir, checkBooks)
  expect(verdicts.filter(({ ok }) => !ok)).toEqual([])
  process.stdout.write(`  killed after ${cut.run.created} of ${DOCUMENTS} documents\n`)
})
