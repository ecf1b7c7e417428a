import { platformRefuse } from '../../platform-refusals.ts'
import type { Verb } from './command.ts'

/**
 * So many decide at a time. When five hundred come at once and all decide before anybody is served, the database has
 * nothing to do meanwhile, and then everybody waits for it. Two batches' worth are enough to keep it busy.
 */
export const DECIDING_MAX = 64
/** So many wait for their turn to decide; who comes later is asked to come again. */
const WAITING_MAX = 2_000

/** Somebody at work on a command of a verb: reading and judging, before it stands in line. */
export interface Deciding {
  /** It stands in line, or never will. */
  readonly over: () => void
}

/** Who decides commands at this moment, in the order in which they began. */
export interface Deciders {
  /** Waits for a turn to decide, first come, first served. Throws `request.crowded` when too many wait already. */
  readonly begin: (verb: Verb) => Promise<Deciding>
  /** Whoever begins from now on has this number or a higher one. */
  readonly turn: () => number
  /** Whether somebody who began before this turn still decides a command of the verb. */
  readonly anyBefore: (verb: Verb, turn: number) => boolean
}

export function openDeciders(onOver: () => void): Deciders {
  let next = 0
  let open = 0
  const waiting: (() => void)[] = []
  const at_work = new Map<Verb, Set<number>>()

  const begin = async (verb: Verb): Promise<Deciding> => {
    if (open < DECIDING_MAX) open += 1
    // Whoever is through hands the place over, so nobody who comes later takes it meanwhile.
    else if (waiting.length < WAITING_MAX) await new Promise<void>((resume) => waiting.push(resume))
    else throw platformRefuse.crowded({}, { headers: { 'retry-after': '1' } })
    const own = next
    next += 1
    const others = at_work.get(verb) ?? new Set<number>()
    at_work.set(verb, others.add(own))
    return { over: () => void (others.delete(own) && through()) }
  }
  const through = () => {
    const first = waiting.shift()
    if (first) first()
    else open -= 1
    onOver()
  }
  const anyBefore = (verb: Verb, turn: number) => {
    // A set gives its members in the order of their coming: the first is the lowest.
    for (const first of at_work.get(verb) ?? []) return first < turn
    return false
  }
  return { begin, turn: () => next, anyBefore }
}
