import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive } from '#platform/database/embedded/processes'
import { canReach } from '#platform/database/embedded/run-as'
import { canMount, clearAway, databasePid, fill, mountSmallDisk, newFolder, unmount } from './data-folder.ts'
import { freePort, GaveUp, type Launch, launch, type Program, root } from './program.ts'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }
// A checkout in root's closed home has no other user who could start it.
const hasOtherUser = isRoot && canReach(nobody, root) && canReach(nobody, process.execPath)
let folder: string
let data_dir: string
let programs: Program[]

beforeEach(() => {
  folder = newFolder()
  chmodSync(folder, 0o755)
  data_dir = join(folder, 'data')
  programs = []
})

afterEach(async () => {
  for (const program of programs) if (isAlive(program.pid)) await program.end('SIGTERM')
  await clearAway(data_dir)
  unmount(data_dir)
  rmSync(folder, { recursive: true, force: true })
})

async function start(options: Partial<Launch> = {}): Promise<Program> {
  const program = await launch({ data_dir, ...options })
  programs.push(program)
  return program
}

/** What a start says that gives up; it must end with code 1 and without a stack. */
async function refusalOf(options: Partial<Launch> = {}): Promise<string> {
  const end = await start(options).catch((error: unknown) => error)
  if (!(end instanceof GaveUp)) throw new Error('the program started')
  expect(end.exit_code).toBe(1)
  expect(end.message).not.toMatch(/\n\s+at /)
  return end.message
}

test('of two starts at once one serves and the other says so', async () => {
  const both = await Promise.allSettled([start(), start()])

  const refused = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
  expect(refused).toHaveLength(1)
  expect(refused[0]).toContain('Mostrador ya está funcionando con la carpeta')
  expect(await programs[0]?.serves()).toBe(true)
})

test('a taken port is named with what to do, and no database is left behind', async () => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')

  const said = await refusalOf({ port })

  other.close()
  expect(said).toMatch(/puerto.*ocupado[\s\S]*--port/)
  expect(databasePid(data_dir)).toBeUndefined()
})

test('a wrong setting is named before anything starts', async () => {
  expect(await refusalOf({ env: { LOG_LEVEL: 'loud' } })).toContain('LOG_LEVEL «loud» no sirve')
  expect(databasePid(data_dir)).toBeUndefined()
})

test.skipIf(!hasOtherUser)('an ordinary user starts it in a folder of his own', async () => {
  mkdirSync(data_dir)
  execFileSync('chown', ['nobody', data_dir])

  const program = await start({ user: 'nobody' })

  expect(await program.serves()).toBe(true)
})

test.skipIf(!hasOtherUser)('a data folder that cannot be written is named with what to do', async () => {
  mkdirSync(data_dir)

  expect(await refusalOf({ user: 'nobody' })).toContain(`No se puede escribir en la carpeta de datos ${data_dir}`)
})

test.skipIf(!isRoot)(
  'root below a closed folder: the database stands in the system folder, and the log says so',
  async () => {
    chmodSync(folder, 0o700)

    const program = await start()

    expect(await program.serves()).toBe(true)
    const [home = ''] = /\/var\/lib\/mostrador\/data-\w+/.exec(program.said()) ?? []
    expect(home).not.toBe('')
    await program.end('SIGTERM')
    rmSync(home, { recursive: true })
  },
)

test.skipIf(!canMount())('a disk that is too small is named before the first run begins', async () => {
  mountSmallDisk(data_dir, '50m')

  expect(await refusalOf()).toContain(`No queda espacio en el disco de ${data_dir}`)
})

test.skipIf(!canMount())('R9: a disk that fills up later is named, and after space returns all is well', async () => {
  mountSmallDisk(data_dir, '250m')
  await (await start()).end('SIGTERM')
  fill(data_dir)
  expect(await refusalOf()).toContain(`No queda espacio en el disco de ${data_dir}`)

  rmSync(join(data_dir, 'filler'))

  expect(await (await start()).serves()).toBe(true)
})

test('--help answers before anything is installed', () => {
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true })
  cpSync(join(root, 'platform', 'settings.ts'), join(folder, 'platform', 'settings.ts'))

  const said = execFileSync(process.execPath, ['bin/start.mjs', '--help'], { cwd: folder, encoding: 'utf8' })

  expect(said).toContain('--port N')
})
