import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPool } from '../../platform/database/pool.ts'
import { silentLog } from '../../platform/log.ts'
import type { Load } from './http-clients.ts'

const places = ['/usr/bin/pgbench', ...[18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin/pgbench`)]
export const pgbench = places.find(existsSync)

/** Drives one statement with this many connections. By pgbench when the machine has it; else from Node, which is slower. */
export async function driveSql(url: string, clients: number, seconds: number, statement: Statement): Promise<Load> {
  return pgbench ? byPgbench(pgbench, url, clients, seconds, statement) : byNode(url, clients, seconds, statement)
}

/** `script` for pgbench; `text` and `values` are the same for Node. */
export interface Statement {
  readonly script: string
  readonly text: string
  readonly values: () => unknown[]
}

async function byPgbench(
  program: string,
  url: string,
  clients: number,
  seconds: number,
  { script }: Statement,
): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-pgbench-'))
  writeFileSync(join(folder, 'script.sql'), script)
  const address = new URL(url)
  const host = address.searchParams.get('host') ?? address.hostname
  const args = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '2', '-T', `${seconds}`, '-l', '-f', 'script.sql']
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PGHOST: decodeURIComponent(host),
      PGPORT: address.searchParams.get('port') ?? (address.port || '5432'),
      PGUSER: decodeURIComponent(address.username),
      PGPASSWORD: decodeURIComponent(address.password),
      PGDATABASE: address.pathname.slice(1),
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const started = performance.now()
  const code = await new Promise((resolve) => child.once('exit', resolve))
  const took = (performance.now() - started) / 1000
  if (code !== 0) throw new Error(`pgbench failed: ${said.slice(-2000)}`)
  const latencies_ms = readdirSync(folder)
    .filter((name) => name.startsWith('pgbench_log'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => Number(line.split(' ')[2]) / 1000)
  rmSync(folder, { recursive: true, force: true })
  const tps = Number(/tps = ([\d.]+)/.exec(said)?.[1] ?? latencies_ms.length / took)
  return { done: latencies_ms.length, refused: 0, seconds: latencies_ms.length / tps, latencies_ms }
}

async function byNode(url: string, clients: number, seconds: number, statement: Statement): Promise<Load> {
  const pool = openPool({ url, max: clients, log: silentLog, name: 'bench' })
  const { text, values } = statement
  const started = performance.now()
  const latencies_ms: number[] = []
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - started < seconds * 1000) {
        const begun = performance.now()
        await pool.query({ name: 'raw', text, values: values() })
        latencies_ms.push(performance.now() - begun)
      }
    }),
  )
  const took = (performance.now() - started) / 1000
  await pool.end()
  return { done: latencies_ms.length, refused: 0, seconds: took, latencies_ms }
}
