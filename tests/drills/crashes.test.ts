import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive } from '#platform/database/embedded/processes'
import { clearAway, databasePid, newFolder } from './data-folder.ts'
import { GaveUp, type Launch, launch, type Program, pause, untilStatus } from './program.ts'

// Open to everybody, and answered from the database.
const ready = '/api/setup'
/** Seconds on an idle machine; a busy one may take its time. */
const patience_ms = 60_000
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
  const program = await launch({ data_dir })
  programs.push(program)
  return program
}

test('R3, R5: after a kill -9 of the program the next start adopts the database and answers within 5 s', async () => {
  const first = await start()
  const database = databasePid(data_dir)
  await first.end('SIGKILL')
  expect(databasePid(data_dir)).toBe(database)

  const second = await start()

  expect(await second.serves()).toBe(true)
  process.stdout.write(`  later start after kill -9: ${Math.round(second.started_ms)} ms\n`)
  expect(databasePid(data_dir)).toBe(database)
  expect(second.said()).toContain('Adopted the database')
})

test('R5: after a kill -9 of both the next start recovers by itself', async () => {
  const first = await start()
  const database = databasePid(data_dir) ?? 0
  await first.end('SIGKILL')
  process.kill(database, 'SIGKILL')

  const second = await start()

  expect(await second.serves()).toBe(true)
  process.stdout.write(`  start after both died: ${Math.round(second.started_ms)} ms\n`)
})

test('R4: the program outlives a kill -9 of the database, answers 503 problems meanwhile, and heals', async () => {
  const program = await start()
  await untilStatus(program, ready, 200, patience_ms)

  process.kill(databasePid(data_dir) ?? 0, 'SIGKILL')

  const { reply } = await untilStatus(program, ready, 503, patience_ms)
  expect(reply.headers.get('content-type')).toMatch('application/problem+json')
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
  await untilStatus(program, ready, 200, patience_ms)
  expect(isAlive(program.pid)).toBe(true)
})

test('a kill -9 while a demo is loaded: the next start says that half a shop is none, whatever it is asked', async () => {
  const args = ['--demo', 'lubricentro']
  const giveUp = async (options: Partial<Launch>) => {
    const end = await launch({ data_dir, ...options }).catch((error: unknown) => error)
    if (!(end instanceof GaveUp)) throw new Error('the program started')
    return end
  }
  await giveUp({ args, killed_at: /productos y \d+ clientes/ })
  const database = databasePid(data_dir)
  for (const again of [{ args }, {}]) {
    const { exit_code, message } = await giveUp(again)
    expect(exit_code).toBe(1)
    expect(message).toContain('La carga de la demo «lubricentro» quedó a medias. Borra esa carpeta de datos')
    expect(message).not.toMatch(/\n\s+at /)
  }
  expect(database).toBeDefined()
  expect(databasePid(data_dir)).toBeUndefined()
})

test('R22: a polite stop ends the database too and leaves no lock', async () => {
  const program = await start()

  expect(await program.end('SIGTERM')).toBe(0)

  expect(databasePid(data_dir)).toBeUndefined()
  await pause(100)
  const again = await start()
  expect(again.said()).not.toContain('Adopted')
})

test('a later run answers within 5 s', async () => {
  await (await start()).end('SIGTERM')

  const later = await start()

  expect(await later.serves()).toBe(true)
  process.stdout.write(`  later start: ${Math.round(later.started_ms)} ms\n`)
})
