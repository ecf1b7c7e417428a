/** How long a start takes with the database running, and what the program holds in memory: `npm run bench -- start-up`. */
import { sale } from './kit/acts.ts'
import { medianAndRange, table } from './kit/figures.ts'
import { openGround, serveGround, stockProducts } from './kit/ground.ts'
import { drive, openClient } from './kit/http-clients.ts'
import { option } from './kit/options.ts'
import { processMegabytes } from './kit/processor.ts'
import { report } from './kit/report.ts'

const STARTS = 3
const CLIENTS = 16

const ground = await openGround()
try {
  const product_ids = await stockProducts(ground, 1_000)
  const seconds = Number(option('seconds', '10'))
  const figures: { ready_ms: number; idle_mb: number; loaded_mb: number }[] = []
  for (let start = 0; start < STARTS; start += 1) {
    const begun = performance.now()
    const served = await serveGround(ground)
    const ready_ms = served.ready_ms - begun
    const idle_mb = processMegabytes(served.pid)
    const tills = await Promise.all(Array.from({ length: CLIENTS }, () => openClient(served.address, served.token)))
    await drive(tills, seconds, sale(ground, product_ids, 'sale').http)
    figures.push({ ready_ms, idle_mb, loaded_mb: processMegabytes(served.pid) })
    for (const till of tills) till.close()
    await served.stop()
  }
  const row = (what: string, of: (one: (typeof figures)[number]) => number) => [
    what,
    medianAndRange(figures.map(of), 0),
  ]
  report({
    name: 'start-up',
    title: 'Start-up and memory',
    how: `The program from its sources (tsx), database running and migrated; ${STARTS} starts. Memory is what is private to the process, before and after ${seconds} s of sales by ${CLIENTS} clients.`,
    body: table(
      ['figure', 'median [range]'],
      [
        row('ready, ms', (one) => one.ready_ms),
        row('idle, MB', (one) => one.idle_mb),
        row('after load, MB', (one) => one.loaded_mb),
      ],
    ),
    figures,
  })
} finally {
  await ground.close()
}
