import type { Verb } from './command.ts'

/** Somebody at work on a command of a verb: reading and judging, before it stands in line. */
export interface Deciding {
  /** It stands in line, or never will. */
  readonly over: () => void
}

/** Who decides commands at this moment, in the order in which they began. */
export interface Deciders {
  readonly begin: (verb: Verb) => Deciding
  /** Whoever begins from now on has this number or a higher one. */
  readonly turn: () => number
  /** Whether somebody who began before this turn still decides a command of the verb. */
  readonly anyBefore: (verb: Verb, turn: number) => boolean
}

export function openDeciders(onOver: () => void): Deciders {
  let next = 0
  const at_work = new Map<Verb, Set<number>>()

  const begin = (verb: Verb): Deciding => {
    const own = next
    next += 1
    const open = at_work.get(verb) ?? new Set<number>()
    at_work.set(verb, open.add(own))
    return { over: () => void (open.delete(own) && onOver()) }
  }
  const anyBefore = (verb: Verb, turn: number) => {
    // A set gives its members in the order of their coming: the first is the lowest.
    for (const first of at_work.get(verb) ?? []) return first < turn
    return false
  }
  return { begin, turn: () => next, anyBefore }
}
