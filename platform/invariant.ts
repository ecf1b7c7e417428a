/** Says what must be true whatever the user does; when it is not, that is our bug: a 500 with details only in the log. */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${what}`)
}

/** The value, when it cannot be missing unless we have a bug. */
export function present<T>(value: T | null | undefined, what: string): T {
  invariant(value !== null && value !== undefined, what)
  return value
}
