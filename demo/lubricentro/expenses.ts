import type { PastExpense } from '#money'
import type { Actor } from '#platform/actor'
import { present } from '#platform/invariant'
import type { Random } from '../random.ts'
import { counterKey } from './miscounts.ts'
import type { StoryDay } from './post-days.ts'
import type { Stage } from './stage.ts'
import type { CounterDay } from './store-day.ts'

type Store = CounterDay['store']

/** Something that is paid for: how much, for what and to whom. */
export interface Spent {
  readonly store: Store
  readonly amount: number
  readonly category: string
  readonly description: string
}

/** A bill that comes every month and is paid by transfer on the first open day from its own. */
interface Bill extends Spent {
  readonly from_day: number
  /** By how much it differs from month to month: light does, rent does not. */
  readonly varies: number
}

const bill = (
  store: Store,
  from_day: number,
  category: string,
  description: string,
  amount: number,
  varies = 0,
): Bill => ({
  store,
  from_day,
  category,
  description,
  amount,
  varies,
})

const bills: readonly Bill[] = [
  bill('maipu', 5, 'Arriendo', 'Local y bodega de Av. Pajaritos', 540_000),
  bill('san-bernardo', 5, 'Arriendo', 'Local de Av. Colón', 350_000),
  bill('maipu', 12, 'Imposiciones', 'Previred, planilla de Maipú', 342_000, 0.02),
  bill('san-bernardo', 12, 'Imposiciones', 'Previred, planilla de San Bernardo', 222_000, 0.02),
  bill('maipu', 15, 'Luz', 'Enel, local de Maipú', 78_000, 0.18),
  bill('san-bernardo', 15, 'Luz', 'CGE, local de San Bernardo', 52_000, 0.18),
  bill('maipu', 18, 'Agua', 'Aguas Andinas, local de Maipú', 24_000, 0.15),
  bill('san-bernardo', 18, 'Agua', 'Aguas Andinas, local de San Bernardo', 17_000, 0.15),
  bill('maipu', 20, 'Internet y teléfono', 'Fibra y central telefónica', 32_990),
  bill('san-bernardo', 20, 'Internet y teléfono', 'Fibra', 24_990),
  bill('maipu', 22, 'Contador', 'Honorarios del mes', 90_000),
  bill('maipu', 24, 'Residuos', 'Retiro de aceite usado y filtros', 45_000, 0.1),
]

const wages: readonly Bill[] = [
  bill('maipu', 30, 'Sueldos', 'Equipo de Maipú', 1_480_000, 0.03),
  bill('san-bernardo', 30, 'Sueldos', 'Equipo de San Bernardo', 960_000, 0.03),
]

/** What the till pays for now and then, always less than the change it opened with. */
const petty: readonly (readonly [category: string, description: string, from: number, to: number])[] = [
  ['Aseo', 'Cloro, detergente y bolsas', 4_200, 9_800],
  ['Aseo', 'Huaipe y paños', 3_500, 8_900],
  ['Fletes', 'Moto por repuesto de urgencia', 3_000, 7_500],
  ['Estacionamiento', 'Entrega a cliente', 800, 2_400],
  ['Útiles', 'Rollos térmicos y lápices', 2_900, 7_900],
  ['Colación', 'Agua y café para el mesón', 3_200, 9_500],
  ['Movilización', 'Depósito en el banco', 1_600, 3_200],
]
const PETTY_OFTEN = 0.14

/** What each till paid for out of its drawer, by day and store. Drawn in the order of the days. */
export function pettyCash(random: Random, counters: Iterable<CounterDay>): ReadonlyMap<string, Spent> {
  const spent = new Map<string, Spent>()
  for (const counter of counters) {
    if (!random.chance(PETTY_OFTEN)) continue
    const [category, description, from, to] = random.pick(petty)
    const amount = random.whole(from / 100, to / 100) * 100
    spent.set(counterKey(counter), { store: counter.store, category, description, amount })
  }
  return spent
}

/** What is paid by transfer, by the open day on which it is. Of the first month nothing is owed yet. */
export function monthlyBills(random: Random, days: readonly string[]): ReadonlyMap<string, readonly Spent[]> {
  const months = [...new Set(days.map((day) => day.slice(0, 7)))].slice(1)
  const paid = new Map<string, Spent[]>()
  const pay = (day: string | undefined, { from_day: _from, varies, ...spent }: Bill) => {
    const amount = Math.round((spent.amount * (1 + varies * (2 * random.next() - 1))) / 10) * 10
    if (day !== undefined) paid.set(day, [...(paid.get(day) ?? []), { ...spent, amount }])
  }
  for (const month of months) {
    for (const one of bills)
      pay(
        days.find((day) => day >= `${month}-${String(one.from_day).padStart(2, '0')}`),
        one,
      )
    for (const one of wages) pay(lastOpenDay(days, month), one)
  }
  return paid
}

/** The last day on which a month was worked, once it is over. */
function lastOpenDay(days: readonly string[], month: string): string | undefined {
  const own = days.filter((day) => day.startsWith(month)).at(-1)
  const isOver = days.some((day) => day.slice(0, 7) > month)
  return isOver ? own : undefined
}

/** The bills paid on a day, before its first customer had left. */
export function billsOf(stage: Stage, { day, events }: StoryDay): PastExpense[] {
  return (stage.bills.get(day) ?? []).map(({ store, ...spent }) => ({
    ...spent,
    store_id: stage.places.at[store].store_id,
    till_session_id: null,
    method: 'transfer',
    at: present(events[0], 'a day of the story has events').at,
    by: stage.team.gerente.actor,
  }))
}

/** What a till paid for, in the middle of its day. */
export function pettyOf(stage: Stage, counter: CounterDay, till: { id: string; holder: Actor }): PastExpense[] {
  const { day, store, events } = counter
  const spent = stage.petty.get(counterKey({ day, store }))
  if (spent === undefined) return []
  const { amount, category, description } = spent
  return [
    {
      ...{ amount, category, description, till_session_id: till.id, method: 'cash' },
      store_id: stage.places.at[store].store_id,
      at: present(events[Math.floor(events.length / 2)], 'a day at the counter has events').at,
      by: till.holder,
    },
  ]
}
