import { median, medianAndRange, percentile, table } from './figures.ts'
import { type Ground, type Served, sqlFile } from './ground.ts'
import { type Client, drive, type Load, openClient } from './http-clients.ts'
import { driveSql, type Statement } from './pgbench.ts'
import { machineBusySeconds, postgresSeconds, processSeconds } from './processor.ts'

/** One act, over HTTP with everything on, against the bare SQL function of the same rows. */
export interface Act {
  readonly name: string
  readonly raw: Statement
  /** False: refused, and not counted. */
  readonly http: (client: Client) => Promise<boolean>
  /** Makes what the next measurement uses up. */
  readonly prepare?: () => Promise<void>
}

export interface Measured {
  readonly rate: number
  readonly p50_ms: number
  readonly p99_ms: number
  readonly refused: number
  readonly postgres_us: number
  readonly node_us: number
  /** Share of the machine's busy time that belongs to neither side nor to who drives them. */
  readonly foreign: number
}

export interface Duel {
  readonly act: string
  readonly clients: number
  readonly raw: Measured[]
  readonly http: Measured[]
}

export interface DuelOptions {
  readonly clients: readonly number[]
  readonly rounds: number
  readonly seconds: number
}

/** What the bare functions need beside the program's own tables. */
export async function layRawGround(ground: Ground, product_ids: readonly string[]): Promise<void> {
  const text = sqlFile('raw.sql').replace('STORE', ground.store_id).replace('WAREHOUSE', ground.warehouse_id)
  await ground.sql(text)
  await ground.sql('insert into bench.product select n - 1, id from unnest($1::uuid[]) with ordinality as k (id, n)', [
    product_ids,
  ])
  await ground.sql('analyze')
}

const WARM_CLIENTS = 16
const WARM_SECONDS = 25

/**
 * Both sides in turn, round after round, so that what else the machine does falls on both. Before the first, the program
 * is used for a while: a shop's server is not measured in its first seconds.
 */
export async function duel(ground: Ground, served: Served, act: Act, options: DuelOptions): Promise<Duel[]> {
  const found: Duel[] = []
  await act.prepare?.()
  await throughTills(served, WARM_CLIENTS, (tills) => drive(tills, WARM_SECONDS, act.http))
  for (const clients of options.clients) {
    const one: Duel = { act: act.name, clients, raw: [], http: [] }
    for (let round = 0; round < options.rounds; round += 1) {
      await act.prepare?.()
      const bare = () => driveSql(ground.app_url, clients, options.seconds, act.raw)
      one.raw.push(await measured(ground, null, bare))
      await act.prepare?.()
      one.http.push(
        await throughTills(served, clients, (tills) =>
          measured(ground, served.pid, () => drive(tills, options.seconds, act.http)),
        ),
      )
    }
    found.push(one)
    console.log(rowOf(one).join('  '))
  }
  return found
}

/** Tills opened when they are needed: the server hangs up on who says nothing for long. */
async function throughTills<T>(served: Served, clients: number, work: (tills: readonly Client[]) => Promise<T>) {
  const tills: Client[] = []
  for (let n = 0; n < clients; n += 1) tills.push(await openClient(served.address, served.token))
  try {
    return await work(tills)
  } finally {
    for (const till of tills) till.close()
  }
}

async function measured(ground: Ground, server: number | null, work: () => Promise<Load>): Promise<Measured> {
  const clocks = () => [
    postgresSeconds(ground.folder),
    server === null ? 0 : processSeconds(server),
    machineBusySeconds(),
    process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
  ]
  const before = clocks()
  const load = await work()
  const [postgres = 0, node = 0, machine = 0, own = 0] = clocks().map((now, at) => now - (before[at] ?? 0))
  const done = Math.max(1, load.done)
  return {
    rate: load.done / load.seconds,
    p50_ms: percentile(load.latencies_ms, 0.5),
    p99_ms: percentile(load.latencies_ms, 0.99),
    refused: load.refused,
    postgres_us: (postgres / done) * 1e6,
    node_us: (node / done) * 1e6,
    foreign: server === null ? Number.NaN : Math.max(0, machine - postgres - node - own) / Math.max(machine, 0.01),
  }
}

export function tableOfDuels(duels: readonly Duel[]): string {
  return table(
    [
      'act',
      'clients',
      'HTTP ÷ raw',
      'HTTP /s',
      'raw /s',
      'p99 ms HTTP · raw (ratio)',
      'CPU µs HTTP (PostgreSQL + Node)',
      'CPU µs raw',
      'CPU ratio',
    ],
    duels.map(rowOf),
  )
}

export function rowOf({ act, clients, raw, http }: Duel): string[] {
  const ratios = http.map(({ rate }, round) => rate / (raw[round]?.rate ?? Number.NaN))
  const mid = (side: readonly Measured[], of: keyof Measured) => median(side.map((one) => one[of]))
  const cpu = mid(http, 'postgres_us') + mid(http, 'node_us')
  const p99 = [mid(http, 'p99_ms'), mid(raw, 'p99_ms')] as const
  return [
    act,
    String(clients),
    medianAndRange(ratios),
    medianAndRange(
      http.map(({ rate }) => rate),
      0,
    ),
    medianAndRange(
      raw.map(({ rate }) => rate),
      0,
    ),
    `${p99[0].toFixed(1)} · ${p99[1].toFixed(1)} (${(p99[0] / p99[1]).toFixed(1)})`,
    `${cpu.toFixed(0)} (${mid(http, 'postgres_us').toFixed(0)} + ${mid(http, 'node_us').toFixed(0)})`,
    mid(raw, 'postgres_us').toFixed(0),
    (cpu / mid(raw, 'postgres_us')).toFixed(2),
  ]
}
