import type { Mutant, Range } from './mutants.ts'

export interface Numbered extends Mutant {
  readonly id: number
}

interface Place extends Range {
  readonly here: Numbered[]
  readonly within: Place[]
}

/**
 * The text with all of its wrongs in it, each behind a switch that is read when it is reached: `__wrong(7) ? b : a`.
 * So one process judges them all, and the switches tell what a test reaches.
 */
export function weave(text: string, mutants: readonly Numbered[]): string {
  const top: Place = { from: 0, to: text.length, here: [], within: [] }
  for (const place of placesOf(mutants)) put(top, place)
  return inside(text, top)
}

/** Outer places first, so that each finds the one it is in. */
function placesOf(mutants: readonly Numbered[]): Place[] {
  const places = new Map<string, Place>()
  for (const mutant of mutants) {
    const key = `${mutant.scope.from}-${mutant.scope.to}`
    const place = places.get(key) ?? { ...mutant.scope, here: [], within: [] }
    place.here.push(mutant)
    places.set(key, place)
  }
  return [...places.values()].sort((a, b) => a.from - b.from || b.to - a.to)
}

function put(outer: Place, place: Place): void {
  const inner = outer.within.find((one) => one.from <= place.from && place.to <= one.to)
  if (inner === undefined) outer.within.push(place)
  else put(inner, place)
}

function inside(text: string, { from, to, within }: Place): string {
  let at = from
  let woven = ''
  for (const place of within) {
    woven += text.slice(at, place.from) + switched(text, place)
    at = place.to
  }
  return woven + text.slice(at, to)
}

function switched(text: string, place: Place): string {
  const wrongs = place.here.map(({ id, start, end, becomes }) => {
    const wrong = text.slice(place.from, start) + becomes + text.slice(end, place.to)
    return `__wrong(${id})?(${wrong}):`
  })
  // A line that begins with a parenthesis would be read as a call of what stands before it; `void` keeps them apart.
  const apart = place.here.some((mutant) => mutant.begins_statement) ? 'void ' : ''
  return `${apart}(${wrongs.join('')}(${inside(text, place)}))`
}
