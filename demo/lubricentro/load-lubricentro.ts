import { businessOf } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { groupBy } from '#platform/group-by'
import { inTurn } from '#platform/in-turn'
import { present } from '#platform/invariant'
import { eachAhead } from '#platform/soon'
import { contextAt, transactSoon } from '../at.ts'
import { makeTeam, type Team, type TeamOptions } from '../demo-people.ts'
import type { Progress } from '../progress.ts'
import { seeded } from '../random.ts'
import { dayText } from './calendar.ts'
import { correct, move } from './count-and-move.ts'
import { monthlyBills, pettyCash } from './expenses.ts'
import { enrolCustomers, fillCatalogue } from './fill-catalogue.ts'
import { liveDay } from './live-through.ts'
import { sentAsParcels } from './lived-days.ts'
import { miscounts } from './miscounts.ts'
import { openPlaces } from './open-places.ts'
import { leaveParcels, takeBackSome } from './parcels-and-returns.ts'
import { postDays, readyDays, type StoryDay } from './post-days.ts'
import { agreeWithSuppliers, payWhatIsDue } from './purchases.ts'
import { setStoryLevels } from './set-levels.ts'
import { minutesBehindUtc, shopDay } from './shop-time.ts'
import { soldOnAccount } from './sold-on-account.ts'
import type { Stage } from './stage.ts'
import { countersOf } from './store-day.ts'
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
    const staffed = await staffAndFill(tx, story.items, options)
    return {
      business: await businessOf(tx),
      places,
      ...staffed,
      customers: await enrolCustomers(tx, story.customers),
    }
  })
  const on_account = soldOnAccount(story.events, story.customers, now)
  const days = daysOf(story.events)
  const counters = days.flatMap(({ day, events }) => countersOf(day, events))
  return {
    ...made,
    ctx,
    now,
    begins: story.events[0]?.at ?? now,
    miscounts: miscounts(seeded(seed + 1), counters),
    petty: pettyCash(seeded(seed + 2), counters),
    bills: monthlyBills(
      seeded(seed + 3),
      days.map(({ day }) => day),
    ),
    on_account,
    parcels: sentAsParcels(story.events, now, on_account),
    lines_of: new Map(story.events.flatMap((event) => (event.kind === 'sale' ? [[event.key, event.lines]] : []))),
    differing: new Set(),
    sold: new Map(),
  }
}

/** Hashing passwords is meant to take its time: the shelves are filled meanwhile. */
async function staffAndFill(tx: Tx, items: Story['items'], options: Omit<TeamOptions, 'domain' | 'names'>) {
  const hired: Team[] = []
  const filled = await inTurn(async ({ add }) => {
    add(async () => hired.push(await makeTeam(tx, { ...options, domain: 'losaromos.example', names: teamNames })))
    return fillCatalogue(tx, items)
  })
  return { ...filled, team: present(hired[0], 'the team was made meanwhile') }
}

const isToldWhole = ({ on_account, parcels }: Stage, key: number) => on_account.has(key) || parcels.has(key)

const daysOf = (events: readonly StoryEvent[]): StoryDay[] =>
  [...groupBy(events, ({ at }) => dayText(shopDay(at)))].map(([day, of_day]) => ({ day, events: of_day }))

/** Days that are posted at once, or one that is lived through. */
interface Stretch {
  readonly days: readonly StoryDay[]
  readonly is_lived: boolean
  readonly reported?: string | undefined
}

/** Stretch by stretch; while one is written, the next is made ready. */
async function liveAll(stage: Stage, events: readonly StoryEvent[], progress: Progress): Promise<void> {
  await eachAhead(
    stretchesOf(stage, daysOf(events)),
    async (stretch) => ({ ...stretch, ready: stretch.is_lived ? null : await readyDays(stage, stretch.days) }),
    async ({ days, ready, reported }) => {
      if (ready === null) for (const { day, events: of_day } of days) await liveDay(stage, day, of_day)
      else {
        await postDays(stage, ready)
        const evening = days.at(-1)?.events ?? []
        await correct(
          stage,
          evening.filter((event) => event.kind === 'adjustment'),
        )
        await move(
          stage,
          evening.filter((event) => event.kind === 'transfer'),
        )
      }
      if (reported) progress({ es: `Vivido hasta el ${reported}.`, en: `Lived until ${reported}.` })
    },
  )
}

/**
 * Days are posted many at once, up to one that ends with a count, a write-off or a transfer; the last ones, and those
 * with sales on account or parcels, are lived one by one.
 */
function* stretchesOf(stage: Stage, days: readonly StoryDay[]): Generator<Stretch> {
  let together: StoryDay[] = []
  let reported: string | undefined
  for (const [n, one] of days.entries()) {
    const is_lived =
      n >= days.length - DAYS_ONE_BY_ONE ||
      one.events.some((event) => event.kind === 'sale' && isToldWhole(stage, event.key))
    if (is_lived && together.length > 0) {
      yield { days: together, is_lived: false, reported }
      ;[together, reported] = [[], undefined]
    }
    together.push(one)
    if (n % DAYS_A_REPORT === DAYS_A_REPORT - 1) reported = one.day
    const ends = one.events.some(({ kind }) => kind === 'adjustment' || kind === 'transfer')
    if (is_lived || ends || together.length >= DAYS_TOGETHER) {
      yield { days: together, is_lived, reported }
      ;[together, reported] = [[], undefined]
    }
  }
  if (together.length > 0) yield { days: together, is_lived: false, reported }
}

/** Sales of which nothing came back in the story. */
function untouchedSales(events: readonly StoryEvent[]) {
  const back = new Set(events.flatMap((event) => (event.kind === 'refund' ? [event.sale] : [])))
  return events.flatMap((event) => (event.kind === 'sale' && !back.has(event.key) ? [event] : []))
}
