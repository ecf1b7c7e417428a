/** Public holidays of whole countries, by rule; holidays of one region or one year are not here: the caller adds them. */
import { dateOf, dayOf, easter, juneSolstice, nthWeekday, weekdayOf } from './days.ts'

export interface Holiday {
  /** Days since 1970-01-01. */
  readonly day: number
  /** Steady over the years, so that an effect may be learnt from one year for the next. */
  readonly name: string
}

export type Country = 'AR' | 'CL' | 'CO' | 'ES' | 'MX' | 'PE'

type Rule = (year: number) => Holiday[]

const [sunday, monday, tuesday, wednesday, thursday, friday, saturday] = [0, 1, 2, 3, 4, 5, 6] as const

const fixed =
  (month: number, day: number, name: string, since = 0): Rule =>
  (year) =>
    year < since ? [] : [{ day: dayOf(year, month, day), name }]

const fromEaster =
  (days: number, name: string): Rule =>
  (year) => [{ day: easter(year) + days, name }]

const moved =
  (month: number, day: number, name: string, move: (day: number) => number): Rule =>
  (year) => [{ day: move(dayOf(year, month, day)), name }]

const onWeekday =
  (month: number, n: number, name: string): Rule =>
  (year) => [{ day: nthWeekday(year, month, monday, n), name }]

/** Chile, law 19.668: Tuesday to Thursday go back to Monday, Friday goes on to the next. */
function chileanMonday(day: number): number {
  const weekday = weekdayOf(day)
  if (weekday >= tuesday && weekday <= thursday) return day - (weekday - monday)
  return weekday === friday ? day + 3 : day
}

/** Chile, law 20.299: Tuesday goes back to Friday, Wednesday goes on to Friday. */
function reformation(day: number): number {
  const weekday = weekdayOf(day)
  return weekday === tuesday ? day - 4 : weekday === wednesday ? day + 2 : day
}

/** Colombia, law 51 of 1983: on to the next Monday. */
const nextMonday = (day: number) => day + ((monday - weekdayOf(day) + 7) % 7)

/** Argentina, law 27.399: Tuesday and Wednesday go back to Monday, Thursday and Friday on to the next. */
function argentineMonday(day: number): number {
  const weekday = weekdayOf(day)
  if (weekday === tuesday || weekday === wednesday) return day - (weekday - monday)
  return weekday === thursday || weekday === friday ? day + (8 - weekday) : day
}

const chileanBridges: Rule = (year) => {
  const found: Holiday[] = []
  const add = (day: number, isOne: boolean) => {
    if (isOne) found.push({ day, name: `bridge ${dateOf(day).month}-${dateOf(day).day}` })
  }
  const newYear = dayOf(year, 1, 1)
  const independence = dayOf(year, 9, 18)
  add(newYear + 1, year >= 2017 && weekdayOf(newYear) === sunday)
  const before = weekdayOf(independence)
  add(independence - 1, (year >= 2007 && before === tuesday) || (year >= 2017 && before === saturday))
  add(independence + 2, year >= 2007 && before === wednesday)
  return found
}

const rules: Record<Country, readonly Rule[]> = {
  CL: [
    fixed(1, 1, 'new year'),
    fromEaster(-2, 'good friday'),
    fromEaster(-1, 'holy saturday'),
    fixed(5, 1, 'labour day'),
    fixed(5, 21, 'navy day'),
    (year) => (year < 2021 ? [] : [{ day: juneSolstice(year, -4), name: 'indigenous peoples' }]),
    moved(6, 29, 'peter and paul', chileanMonday),
    fixed(7, 16, 'our lady of carmel', 2007),
    fixed(8, 15, 'assumption'),
    fixed(9, 18, 'independence'),
    fixed(9, 19, 'army day'),
    moved(10, 12, 'two worlds', chileanMonday),
    (year) => (year < 2008 ? [] : [{ day: reformation(dayOf(year, 10, 31)), name: 'reformation' }]),
    fixed(11, 1, 'all saints'),
    fixed(12, 8, 'immaculate conception'),
    fixed(12, 25, 'christmas'),
    chileanBridges,
  ],
  MX: [
    fixed(1, 1, 'new year'),
    onWeekday(2, 1, 'constitution'),
    onWeekday(3, 3, 'juarez'),
    fixed(5, 1, 'labour day'),
    fixed(9, 16, 'independence'),
    onWeekday(11, 3, 'revolution'),
    (year) => (year >= 2024 && (year - 2024) % 6 === 0 ? [{ day: dayOf(year, 10, 1), name: 'inauguration' }] : []),
    fixed(12, 25, 'christmas'),
  ],
  ES: [
    fixed(1, 1, 'new year'),
    fixed(1, 6, 'epiphany'),
    fromEaster(-2, 'good friday'),
    fixed(5, 1, 'labour day'),
    fixed(8, 15, 'assumption'),
    fixed(10, 12, 'national day'),
    fixed(11, 1, 'all saints'),
    fixed(12, 6, 'constitution'),
    fixed(12, 8, 'immaculate conception'),
    fixed(12, 25, 'christmas'),
  ],
  PE: [
    fixed(1, 1, 'new year'),
    fromEaster(-3, 'holy thursday'),
    fromEaster(-2, 'good friday'),
    fixed(5, 1, 'labour day'),
    fixed(6, 7, 'flag day', 2024),
    fixed(6, 29, 'peter and paul'),
    fixed(7, 23, 'air force', 2024),
    fixed(7, 28, 'independence'),
    fixed(7, 29, 'independence second day'),
    fixed(8, 6, 'junin', 2022),
    fixed(8, 30, 'rose of lima'),
    fixed(10, 8, 'angamos'),
    fixed(11, 1, 'all saints'),
    fixed(12, 8, 'immaculate conception'),
    fixed(12, 9, 'ayacucho', 2022),
    fixed(12, 25, 'christmas'),
  ],
  CO: [
    fixed(1, 1, 'new year'),
    moved(1, 6, 'epiphany', nextMonday),
    moved(3, 19, 'joseph', nextMonday),
    fromEaster(-3, 'holy thursday'),
    fromEaster(-2, 'good friday'),
    fixed(5, 1, 'labour day'),
    fromEaster(43, 'ascension'),
    fromEaster(64, 'corpus christi'),
    fromEaster(71, 'sacred heart'),
    moved(6, 29, 'peter and paul', nextMonday),
    fixed(7, 20, 'independence'),
    fixed(8, 7, 'boyaca'),
    moved(8, 15, 'assumption', nextMonday),
    moved(10, 12, 'diversity', nextMonday),
    moved(11, 1, 'all saints', nextMonday),
    moved(11, 11, 'cartagena', nextMonday),
    fixed(12, 8, 'immaculate conception'),
    fixed(12, 25, 'christmas'),
  ],
  AR: [
    fixed(1, 1, 'new year'),
    fromEaster(-48, 'carnival monday'),
    fromEaster(-47, 'carnival tuesday'),
    fixed(3, 24, 'memory'),
    fixed(4, 2, 'malvinas'),
    fromEaster(-2, 'good friday'),
    fixed(5, 1, 'labour day'),
    fixed(5, 25, 'revolution'),
    moved(6, 17, 'guemes', argentineMonday),
    fixed(6, 20, 'flag day'),
    fixed(7, 9, 'independence'),
    moved(8, 17, 'san martin', argentineMonday),
    moved(10, 12, 'diversity', argentineMonday),
    moved(11, 20, 'sovereignty', argentineMonday),
    fixed(12, 8, 'immaculate conception'),
    fixed(12, 25, 'christmas'),
  ],
}

export const countries = Object.keys(rules) as Country[]

/** The holidays of a country in a span of years, both included, by day. */
export function holidaysOf(country: Country, first_year: number, last_year: number): Holiday[] {
  const found: Holiday[] = []
  for (let year = first_year; year <= last_year; year++) for (const rule of rules[country]) found.push(...rule(year))
  return found.sort((a, b) => a.day - b.day)
}
