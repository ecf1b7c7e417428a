import { text } from './platform-text.ts'
import { refusals } from './refusals.ts'

/** Every "no" the platform itself can say. */
export const platformRefuse = refusals('request', {
  invalid: [422, text.invalid],
  unreadable: [400, text.unreadable],
  unauthenticated: [401, text.unauthenticated],
  forbidden: [403, text.forbidden],
  forbiddenOrigin: [403, text.forbiddenOrigin],
  notFound: [404, text.notFound],
  tooLarge: [413, text.tooLarge],
  tooBig: [422, text.tooBig],
  wrongType: [415, text.wrongType],
  misdirected: [421, text.misdirected],
  tooMany: [429, text.tooMany],
  bug: [500, text.bug],
  unavailable: [503, text.unavailable],
  busy: [503, text.busy],
  crowded: [503, text.crowded],
  full: [507, text.full],
  badKey: [400, text.badKey],
  keyReused: [422, text.keyReused],
  keyRunning: [409, text.keyRunning],
  changed: [412, text.changed],
  badCursor: [422, text.badCursor],
  badSort: [422, text.badSort],
  sortForbidden: [403, text.sortForbidden],
  insecure: [426, text.insecure],
})
