import { sql } from 'kysely'
import { findBusiness } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { refreshStatistics } from '#platform/database/refresh-statistics'
import { transact } from '#platform/database/transact'
import { writeNote } from '#platform/note'
import { StartProblem } from '#platform/start-problem'
import type { Administrator, Team } from './demo-people.ts'
import { loadLubricentro } from './lubricentro/load-lubricentro.ts'
import { loadOnlineRetail } from './online-retail/load-online-retail.ts'
import type { Progress } from './progress.ts'

export const DEMOS = ['lubricentro', 'online-retail'] as const
export type DemoName = (typeof DEMOS)[number]

export interface LoadDemo {
  readonly name: DemoName
  /** Every permission there is: what the people of the demo may do while it is made. */
  readonly permissions: readonly string[]
  readonly administrator?: Administrator | undefined
  readonly progress: Progress
}

interface Note {
  readonly name: string
  readonly is_complete: boolean
}

/**
 * Fills an empty database with a demo and gives its people with their passwords, which nobody can read again. Null
 * when this very demo is already there. Refuses a database that holds anything else, or a load that was cut off.
 */
export async function loadDemo(ctx: Ctx, { name, ...options }: LoadDemo): Promise<Team | null> {
  await refuseCutOff(ctx)
  const note = await noteOf(ctx)
  if (note?.name === name) return null
  if (note !== null || (await findBusiness(ctx)) !== null) throw notEmpty(name)
  const claim = (tx: Tx) => writeNote(tx, 'demo', { name, is_complete: false })
  const team = await loaders[name](ctx, { ...options, claim })
  // Waits for the disk, and with it everything before it.
  await transact(ctx, (tx) => writeNote(tx, 'demo', { name, is_complete: true }))
  await refreshStatistics(ctx)
  return team
}

/** A shop of which half is there is none: told at every start, with what to do. */
export async function refuseCutOff(ctx: Ctx): Promise<void> {
  const note = await noteOf(ctx)
  if (note !== null && !note.is_complete) throw cutOff(note.name)
}

const loaders = {
  lubricentro: loadLubricentro,
  'online-retail': loadOnlineRetail,
} satisfies Record<DemoName, unknown>

export function demoNamed(text: string): DemoName {
  const name = DEMOS.find((one) => one === text)
  if (name !== undefined) return name
  const known = DEMOS.join(', ')
  throw new StartProblem('unknown_demo', {
    es: `No existe la demo «${text}». Hay: ${known}.`,
    en: `There is no demo "${text}". There is: ${known}.`,
  })
}

async function noteOf(ctx: Ctx): Promise<Note | null> {
  const { rows } = await sql<Note>`
    select value->>'name' as name, coalesce((value->>'is_complete')::boolean, true) as is_complete
    from platform.note where name = 'demo'`.execute(ctx.db)
  return rows[0] ?? null
}

const notEmpty = (name: string) =>
  new StartProblem('demo_not_empty', {
    es: `Esta base ya tiene datos: la demo «${name}» solo llena una vacía. Elige otra carpeta con --data.`,
    en: `This database already holds data: the demo "${name}" only fills an empty one. Choose another folder with --data.`,
  })

const cutOff = (name: string) =>
  new StartProblem('demo_cut_off', {
    es: `La carga de la demo «${name}» quedó a medias. Borra esa carpeta de datos, o elige otra con --data.`,
    en: `Loading the demo "${name}" was cut off half-way. Delete that data folder, or choose another with --data.`,
  })
