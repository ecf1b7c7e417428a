import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findBinaries } from '#platform/database/embedded/binaries'
import { withClient } from '#platform/database/embedded/roles'
import { chooseUser } from '#platform/database/embedded/run-as'
import { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from '#platform/database/embedded/start'

let data_dir: string
let running: EmbeddedDatabase[]

beforeEach(() => {
  data_dir = mkdtempSync(join(tmpdir(), 'mostrador-embedded-'))
  running = []
})

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const database of running) await database.stop()
  rmSync(data_dir, { recursive: true, force: true })
})

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabase> {
  // What is not about durability need not wait for the disk.
  const database = await startEmbedded({ data_dir, log: () => undefined, fsync: false, ...options })
  running.push(database)
  return database
}

async function value(url: string, sql: string): Promise<unknown> {
  const { rows } = await withClient(url, (client) => client.query<{ value: unknown }>(`select (${sql}) as value`))
  return rows[0]?.value
}

test('a first run makes a safe database that only this machine and its passwords reach', async () => {
  const { app_url, superuser_url, cluster_dir } = await start({ fsync: true })

  const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums']
  for (const setting of settings) expect(await value(app_url, `current_setting('${setting}')`), setting).toBe('on')
  expect(await value(app_url, "current_setting('listen_addresses')")).toBe(
    process.platform === 'win32' ? '127.0.0.1' : '',
  )
  expect(
    await value(superuser_url, "select bool_and(rolpassword like 'SCRAM-SHA-256$%') from pg_authid where rolcanlogin"),
  ).toBe(true)
  expect(
    await value(
      app_url,
      "select format('%s %s', datlocprovider, datlocale) from pg_database where datname = current_database()",
    ),
  ).toBe('b C.UTF-8')
  expect(readFileSync(join(cluster_dir, 'pg_hba.conf'), 'utf8')).not.toMatch(/^\w.*\s(trust|password|md5)$/m)
  for (const secret of readdirSync(join(data_dir, 'secrets'))) {
    expect(statSync(join(data_dir, 'secrets', secret)).mode & 0o777, secret).toBe(0o600)
  }
  await expect(value(app_url.replace(/:[0-9a-f]{64}@/, ':wrong@'), '1')).rejects.toThrow(
    /password authentication failed/,
  )
})

test('rows survive a stop and a start', async () => {
  const first = await start()
  await withClient(first.owner_url, (client) => client.query('create table kept as select 42 as number'))
  await first.stop()

  const { owner_url, adopted } = await start()

  expect(adopted).toBe(false)
  expect(await value(owner_url, 'select number from kept')).toBe(42)
})

test('stopping twice does not stop the database of a later start', async () => {
  const first = await start()
  await first.stop()
  const { pid } = await start()
  const later = pid()

  await first.stop()

  expect(pid()).toBe(later)
})

test('R4: a killed database is started again while the program lives', async () => {
  const [onDown, onUp] = [vi.fn(), vi.fn()]
  const database = await start({ fsync: true, onDown, onUp })
  await withClient(database.owner_url, (client) => client.query('create table kept as select 42 as number'))
  const killed = database.pid() ?? 0

  process.kill(killed, 'SIGKILL')

  await vi.waitFor(() => expect(onUp).toHaveBeenCalledOnce(), { timeout: 20_000, interval: 50 })
  expect(onDown).toHaveBeenCalledOnce()
  expect(database.pid()).not.toBe(killed)
  expect(await value(database.owner_url, 'select number from kept')).toBe(42)
})

test('R4: a connection that never hears of the death of its server does not keep the next one from starting', async () => {
  const [onUp, log] = [vi.fn(), vi.fn()]
  const database = await start({ fsync: true, onUp, log })
  await withClient(database.owner_url, (client) => client.query('create table kept as select 42 as number'))
  const deaf = new pg.Client({ connectionString: database.app_url })
  deaf.on('error', () => undefined)
  await deaf.connect()
  const { rows } = await deaf.query<{ pid: number }>('select pg_backend_pid() as pid')
  const pid = rows[0]?.pid ?? 0
  // A stand-in for one that waits for a lock whose holder was killed: it lives, and looks at nothing.
  process.kill(pid, 'SIGSTOP')

  process.kill(database.pid() ?? 0, 'SIGKILL')

  await vi.waitFor(() => expect(onUp).toHaveBeenCalledOnce(), { timeout: 30_000, interval: 50 })
  expect(log).toHaveBeenCalledWith(expect.stringContaining(`left running (processes ${pid}`))
  expect(await value(database.owner_url, 'select number from kept')).toBe(42)
  await deaf.end()
})

test('R5: the database of a killed program is adopted by the next start', async () => {
  const child = await startInProcess()
  process.kill(child.node_pid, 'SIGKILL')
  await sleep(100)

  const database = await start()

  expect(database.adopted).toBe(true)
  expect(database.pid()).toBe(child.pid)
  expect(await value(database.app_url, '1')).toBe(1)
})

// Elsewhere the system does not tell what others are starting.
test.runIf(process.platform === 'linux')(
  'R5: a start that meets another one, left by a killed program, adopts its database at whatever moment',
  async () => {
    const first = await start()
    await first.stop()
    const pg_ctl = findBinaries(chooseUser(), () => undefined).pg_ctl
    const otherName = join(data_dir, 'other-name')
    symlinkSync(first.cluster_dir, otherName)
    const how = ['start', `--pgdata=${otherName}`, `--log=${first.log_file}`, '--silent', '--wait']

    for (let moment_ms = 0; moment_ms < 80; moment_ms += 8) {
      const unfinished = once(spawn(pg_ctl, how, { ...chooseUser(), cwd: '/', stdio: 'ignore' }), 'close')
      await sleep(moment_ms)
      const next = await start()
      expect(next.adopted, `${moment_ms} ms after the other began`).toBe(true)
      await unfinished
      await next.stop()
    }
  },
)

test('a database left running with other settings is stopped cleanly and started anew', async () => {
  const child = await startInProcess()
  process.kill(child.node_pid, 'SIGKILL')
  await sleep(100)

  const database = await start({ settings: { max_connections: 50 } })

  expect(database.adopted).toBe(false)
  expect(database.pid()).not.toBe(child.pid)
  expect(await value(database.app_url, "current_setting('max_connections')")).toBe('50')
})

test('an adopted database that dies is started again too', async () => {
  const child = await startInProcess()
  process.kill(child.node_pid, 'SIGKILL')
  await sleep(100)
  const onUp = vi.fn()
  const database = await start({ onUp })

  process.kill(child.pid, 'SIGKILL')

  await vi.waitFor(() => expect(onUp).toHaveBeenCalledOnce(), { timeout: 20_000, interval: 50 })
  expect(await value(database.app_url, '1')).toBe(1)
})

test('of two starts on one folder the second is refused and says which process has it', async () => {
  await start()

  await expect(start()).rejects.toMatchObject({
    code: 'already_running',
    message: expect.stringContaining(String(process.pid)),
  })
})

test('of many starts at the same moment exactly one wins', async () => {
  await (await start()).stop()
  const children = await Promise.allSettled([1, 2, 3, 4].map(() => startInProcess()))
  const started = children.flatMap((child) => (child.status === 'fulfilled' ? [child.value] : []))
  for (const { node_pid } of started) process.kill(node_pid, 'SIGKILL')
  await sleep(100)
  // Takes the winner's database over, so that it is stopped with this test.
  await start()

  expect(started).toHaveLength(1)
})

test('a lock file whose process id now belongs to another program is removed', async () => {
  const first = await start()
  await first.stop()
  const now = Math.round(Date.now() / 1000)
  writeFileSync(join(first.cluster_dir, 'postmaster.pid'), `${process.pid}\n${first.cluster_dir}\n${now}\n5432\n`)
  writeFileSync(join(data_dir, 'mostrador.lock'), `${process.ppid} 1\n`)

  const { app_url, adopted } = await start()

  expect(adopted).toBe(false)
  expect(await value(app_url, '1')).toBe(1)
})

test('the lock of a socket whose process id now belongs to another program is removed', async () => {
  const first = await start()
  await first.stop()
  const now = Math.round(Date.now() / 1000)
  const lock = join(first.socket_dir ?? '', `.s.PGSQL.${first.port}.lock`)
  // PostgreSQL heeds only processes of its own user.
  const other = spawn('sleep', ['60'], { ...chooseUser(), stdio: 'ignore' })
  writeFileSync(lock, `${other.pid}\n${first.cluster_dir}\n${now}\n${first.port}\n${first.socket_dir}\n`)

  expect(await value((await start()).app_url, '1')).toBe(1)
  other.kill()
})

test('a first run that was cut off is begun again', async () => {
  const { cluster_dir, stop } = await start()
  await stop()
  rmSync(cluster_dir, { recursive: true })
  writeFileSync(`${cluster_dir}.part`, 'half')

  expect(await value((await start()).app_url, '1')).toBe(1)
})

test('data of another PostgreSQL line are refused with the way out', async () => {
  const { cluster_dir, stop } = await start()
  await stop()
  writeFileSync(join(cluster_dir, 'PG_VERSION'), '15\n')

  await expect(start()).rejects.toMatchObject({
    code: 'data_folder_other_version',
    message: expect.stringContaining('PostgreSQL 15'),
  })
})

test('a lost password is named instead of replaced', async () => {
  await (await start()).stop()
  rmSync(join(data_dir, 'secrets', 'database-owner'))

  await expect(start()).rejects.toMatchObject({ code: 'database_password_missing' })
})

test.each(['fsync', 'full_page_writes', 'synchronous_commit'])(
  'R6: a database with %s off does not start',
  async (setting) => {
    const { superuser_url, stop } = await start()
    await withClient(superuser_url, (client) => client.query(`alter system set ${setting} = off`))
    await stop()

    await expect(start({ fsync: true })).rejects.toMatchObject({
      code: 'database_unsafe',
      message: expect.stringContaining(`${setting}=off`),
    })
  },
)

test('R6: the quick cluster of the tests is refused in production', async () => {
  vi.stubEnv('NODE_ENV', 'production')

  await expect(start({ fsync: false })).rejects.toMatchObject({ code: 'database_unsafe' })
})

async function startInProcess(): Promise<{ node_pid: number; pid: number }> {
  const script = join(import.meta.dirname, 'start-and-wait.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', '-C', 'source', script, data_dir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const exited = once(child, 'exit')
  const spoke = (async () => {
    while (!said.includes('\n')) await once(child.stdout, 'data')
  })()
  await Promise.race([spoke, exited])
  if (!said.includes('\n')) throw new Error('the process ended before its database was up')
  return { node_pid: child.pid ?? 0, pid: JSON.parse(said).pid }
}
