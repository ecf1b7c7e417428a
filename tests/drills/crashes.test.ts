import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive } from '#platform/database/embedded/processes'
import { clearAway, databasePid, newFolder } from './data-folder.ts'
import { GaveUp, type Launch, launch, type Program } from './program.ts'

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

test('a later run answers within 5 s', async () => {
  await (await start()).end('SIGTERM')

  const later = await start()

  expect(await later.serves()).toBe(true)
  process.stdout.write(`  later start: ${Math.round(later.started_ms)} ms\n`)
})
