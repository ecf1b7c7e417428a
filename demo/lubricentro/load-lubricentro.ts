import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { groupBy } from '#platform/group-by'
import { contextAt, transactSoon } from '../at.ts'
import { makeTeam, type Team, type TeamOptions } from '../demo-people.ts'
import type { Progress } from '../progress.ts'
import { seeded } from '../random.ts'
import { dayText } from './calendar.ts'
import { correct, move } from './count-and-move.ts'
import { enrolCustomers, fillCatalogue } from './fill-catalogue.ts'
import { liveDay } from './live-through.ts'
import { sentAsParcels } from './lived-days.ts'
import { openPlaces } from './open-places.ts'
import { leaveParcels, takeBackSome } from './parcels-and-returns.ts'
import { postDays, type StoryDay } from './post-days.ts'
import { agreeWithSuppliers, payWhatIsDue } from './purchases.ts'
import { setStoryLevels } from './set-levels.ts'
import { minutesBehindUtc, shopDay } from './shop-time.ts'
import { soldOnAccount } from './sold-on-account.ts'
import type { Stage } from './stage.ts'
import type { StoryEvent } from './story.ts'
import { teamNames } from './team-names.ts'
import { type Story, tellStory } from './tell-story.ts'
import { leaveWork } from './today.ts'

export const SEED = 20_260_704
export const MONTHS = 24
const DAYS_A_REPORT = 60
/** Some 25 sales a day: a transaction of a month is still small. */
const DAYS_TOGETHER = 25
/** The till of the last day is still open. */
const DAYS_ONE_BY_ONE = 2

export interface LubricentroOptions extends Omit<TeamOptions, 'domain' | 'names'> {
  readonly progress: Progress
  readonly seed?: number
  readonly months?: number
  /** Written in the transaction that opens the shop: what fills this database. */
  readonly claim: (tx: Parameters<typeof openPlaces>[0]) => Promise<void>
}

/** Two years of an oil-change shop, up to this moment, written as its people would have written them. */
export async function loadLubricentro(ctx: Ctx, options: LubricentroOptions): Promise<Team> {
  const { progress, seed = SEED, months = MONTHS } = options
  const now = ctx.now()
  const told = tellStory({ seed, months, today: shopDay(now), offsetOf: minutesBehindUtc })
  // What the rest of today will bring has not happened yet.
  const story = { ...told, events: told.events.filter(({ at }) => at < now) }
  const stage = await openStage(ctx, story, { ...options, seed, now })
  progress({
    es: `Local, equipo, ${story.items.length} productos y ${story.customers.length} clientes.`,
    en: `Stores, team, ${story.items.length} products and ${story.customers.length} customers.`,
  })
  await liveAll(stage, story.events, progress)
  await transactSoon(contextAt(ctx, stage.team.gerente.actor, now), (tx) => setStoryLevels(tx, story, now, stage))
  await agreeWithSuppliers(stage, story.prices, now)
  await payWhatIsDue(stage, now)
  await leaveWork(stage, now)
  await leaveParcels(stage, now)
  await takeBackSome(stage, untouchedSales(story.events), now)
  return stage.team
}

interface Opening extends LubricentroOptions {
  readonly seed: number
  readonly now: Date
}

async function openStage(ctx: Ctx, story: Story, { claim, now, seed, ...options }: Opening): Promise<Stage> {
  const opened = new Date((story.events[0]?.at ?? now).getTime() - 3_600_000)
  const made = await transact({ ...ctx, now: () => opened }, async (tx) => {
    await claim(tx)
    const places = await openPlaces(tx)
    const team = await makeTeam(tx, { ...options, domain: 'losaromos.example', names: teamNames })
    const shelved = await fillCatalogue(tx, story.items)
    return { places, team, shelved, customers: await enrolCustomers(tx, story.customers) }
  })
  const on_account = soldOnAccount(story.events, story.customers, now)
  return {
    ...made,
    ctx,
    now,
    begins: story.events[0]?.at ?? now,
    random: seeded(seed + 1),
    on_account,
    parcels: sentAsParcels(story.events, now, on_account),
    lines_of: new Map(story.events.flatMap((event) => (event.kind === 'sale' ? [[event.key, event.lines]] : []))),
    differing: new Set(),
    sold: new Map(),
  }
}

const isToldWhole = ({ on_account, parcels }: Stage, key: number) => on_account.has(key) || parcels.has(key)

/** Days are posted many at once; the last ones, and those with sales on account or parcels, are lived one by one. */
async function liveAll(stage: Stage, events: readonly StoryEvent[], progress: Progress): Promise<void> {
  const days = [...groupBy(events, ({ at }) => dayText(shopDay(at)))].map(([day, of_day]) => ({ day, events: of_day }))
  let together: StoryDay[] = []
  const post = async () => {
    await postDays(stage, together)
    together = []
  }
  for (const [n, one] of days.entries()) {
    const { day, events: of_day } = one
    const onlyOneByOne =
      n >= days.length - DAYS_ONE_BY_ONE ||
      of_day.some((event) => event.kind === 'sale' && isToldWhole(stage, event.key))
    if (onlyOneByOne) {
      await post()
      await liveDay(stage, day, of_day)
    } else {
      const adjustments = of_day.filter((event) => event.kind === 'adjustment')
      together.push(one)
      if (adjustments.length > 0 || together.length >= DAYS_TOGETHER) await post()
      await correct(stage, adjustments)
      await move(
        stage,
        of_day.filter((event) => event.kind === 'transfer'),
      )
    }
    if (n % DAYS_A_REPORT === DAYS_A_REPORT - 1) progress({ es: `Vivido hasta el ${day}.`, en: `Lived until ${day}.` })
  }
  await post()
}

/** Sales of which nothing came back in the story. */
function untouchedSales(events: readonly StoryEvent[]) {
  const back = new Set(events.flatMap((event) => (event.kind === 'refund' ? [event.sale] : [])))
  return events.flatMap((event) => (event.kind === 'sale' && !back.has(event.key) ? [event] : []))
}
