/**
 * How many lines of a price list an import takes in a second: `npm run bench -- import`. The whole way of `npm run
 * import`, from the file's bytes to sealed facts: read, rehearsed, applied with history, audit and facts; divided by
 * `COPY` of the same columns into a bare table. Interleaved, three rounds, new products each.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { modules } from '../bin/modules.ts'
import type { Ctx } from '../platform/context.ts'
import { withClient } from '../platform/database/embedded/roles.ts'
import { newId } from '../platform/ids.ts'
import { Imports, mapColumns, runImport, takeIn } from '../platform/import/commands.ts'
import { type Phase, runById } from '../platform/import/records.ts'
import { workOff } from '../platform/import/work.ts'
import { benchProducts } from './kit/catalogue.ts'
import { medianAndRange, table } from './kit/figures.ts'
import { type Ground, openGround } from './kit/ground.ts'
import { option } from './kit/options.ts'
import { postgresSeconds } from './kit/processor.ts'
import { report } from './kit/report.ts'

const LINES = Number(option('lines', '20000'))
const ROUNDS = Number(option('rounds', '3'))
const imports = new Imports(modules.flatMap((module) => module.imports ?? []))

/** A price list of products that the shop does not have yet. */
function priceList(round: number): string {
  const lines = [...benchProducts(LINES)].map(
    ({ sku, name }, at) => `R${round}-${sku};${name.replaceAll(';', ',')};${1_000 + (at % 900)};${500 + (at % 400)}`,
  )
  return `sku;nombre;precio;costo\n${lines.join('\n')}\n`
}

async function byImport({ ctx }: Ground, content: string): Promise<number> {
  const begun = performance.now()
  const given = { kind: 'products', file_name: `lista-${newId()}.csv`, content: Buffer.from(content) }
  const { id } = await takeIn(ctx, imports, given)
  await mapColumns(ctx, imports, id, {})
  await follow(ctx, id, 'check')
  await runImport(ctx, imports, id)
  await follow(ctx, id, 'run')
  return (performance.now() - begun) / 1000
}

async function follow(ctx: Ctx, id: string, phase: Phase): Promise<void> {
  const { kind } = await runById(ctx, id)
  await workOff(ctx, imports.of(ctx, kind), id, phase)
  const { status, error } = await runById(ctx, id)
  if (status !== (phase === 'check' ? 'checked' : 'completed')) throw new Error(`the import is ${status}: ${error}`)
}

/** From a file that the server reads itself: the quickest way in that there is. */
async function byCopy({ superuser_url }: Ground, content: string): Promise<number> {
  const file = join(tmpdir(), `mostrador-${newId()}.csv`)
  writeFileSync(file, content, { mode: 0o644 })
  try {
    return await withClient(superuser_url, async (client) => {
      await client.query('truncate bench_copy')
      const begun = performance.now()
      await client.query(`copy bench_copy from '${file}' with (format csv, delimiter ';', header)`)
      return (performance.now() - begun) / 1000
    })
  } finally {
    rmSync(file)
  }
}

const ground = await openGround()
try {
  await ground.sql('create table bench_copy (sku text, name text, price bigint, cost bigint)')
  const figures: { import_s: number; copy_s: number; cpu_us: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const content = priceList(round)
    const copy_s = await byCopy(ground, content)
    const before = [postgresSeconds(ground.folder), process.cpuUsage()] as const
    const import_s = await byImport(ground, content)
    const { user, system } = process.cpuUsage(before[1])
    const cpu_us = ((postgresSeconds(ground.folder) - before[0]) * 1e6 + user + system) / LINES
    figures.push({ import_s, copy_s, cpu_us })
  }
  const row = (what: string, values: number[], digits: number) => [what, medianAndRange(values, digits)]
  report({
    name: 'import',
    title: 'An import against COPY',
    how: `${LINES.toLocaleString('en')} lines of a price list, all new: code, name, price and cost. The import rehearses them, writes products with their histories, audit and facts; COPY writes the four columns.`,
    body: table(
      ['figure', 'median [range]'],
      [
        row(
          'import, lines a second',
          figures.map(({ import_s }) => LINES / import_s),
          0,
        ),
        row(
          'COPY, lines a second',
          figures.map(({ copy_s }) => LINES / copy_s),
          0,
        ),
        row(
          'import ÷ COPY',
          figures.map(({ import_s, copy_s }) => copy_s / import_s),
          4,
        ),
        row(
          'CPU of the import, µs a line',
          figures.map(({ cpu_us }) => cpu_us),
          0,
        ),
      ],
    ),
    figures,
  })
} finally {
  await ground.close()
}
