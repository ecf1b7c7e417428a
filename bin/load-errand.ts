import { loadDemo } from '../demo/load-demo.ts'
import { systemActor } from '../platform/actor.ts'
import { systemClock } from '../platform/clock.ts'
import { openDatabase, openPool } from '../platform/database/pool.ts'
import { setRuntime } from '../platform/database/transact.ts'
import { silentLog } from '../platform/log.ts'
import { Refusal } from '../platform/refusals.ts'
import { StartProblem } from '../platform/start-problem.ts'
import { systemContext } from '../platform/system-context.ts'
import type { Errand, Said } from './load-apart.ts'
import { modules } from './modules.ts'
import { everyPermission, openPeople } from './open-people.ts'

// The process that loads a demo (see load-apart.ts): one errand by message, answers by message, then it ends.
process.once('message', async (message) => {
  await say(await run(message as Errand))
  process.disconnect()
})
// Its parent's end is its own; a key pressed at the terminal is for the parent to hear.
process.once('disconnect', () => process.exit())
process.on('SIGINT', () => undefined)

const say = (said: Said) => new Promise<void>((resolve) => void process.send?.(said, () => resolve()))

async function run({ config, secrets, database_url, name, administrator, request }: Errand): Promise<Said> {
  const db = openDatabase(openPool({ url: database_url, max: 3, log: silentLog, name: 'mostrador demo' }))
  // The parent's sealer looks each second.
  setRuntime(db, { reactions: modules.flatMap((module) => module.reactions ?? []), committed: () => undefined })
  openPeople({ config, secrets, log: silentLog, clock: systemClock })(db)
  const work = {
    log: silentLog,
    clock: systemClock,
    name: 'demo',
    actor: systemActor('demo'),
    language: config.language,
  }
  const ctx = systemContext(db, work)
  try {
    const done = await loadDemo(request ? { ...ctx, request } : ctx, {
      name,
      administrator,
      permissions: Object.keys(everyPermission),
      progress: (told) => void say({ told }),
    })
    return { done }
  } catch (error) {
    return failure(error)
  } finally {
    await db.destroy()
  }
}

function failure(error: unknown): Said {
  if (error instanceof Refusal) {
    const { code, status, sentence, values, details, errors, headers } = error
    return { refusal: { code, status, sentence, values, details, errors, headers } }
  }
  if (error instanceof StartProblem) return { problem: { code: error.code, sentences: error.sentences } }
  return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
