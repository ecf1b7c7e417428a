/** Lets what was just asked for go out, and what has arrived come in, before more work is done. */
export const soon = () => new Promise<void>((resolve) => void setImmediate(resolve))

/** How much is made ready at once: a few milliseconds, so that whoever waits for an answer hears it in time. */
const PIECE = 20

/** Maps a long list in pieces, so that it can be done while the database is busy with something else. */
export async function inPieces<T, R>(all: readonly T[], map: (one: T) => R): Promise<R[]> {
  const made: R[] = []
  for (const [at, one] of all.entries()) {
    if (at % PIECE === PIECE - 1) await soon()
    made.push(map(one))
  }
  return made
}

/** The same where each takes a moment of its own, one after another. */
export async function eachInPieces<T>(all: readonly T[], work: (one: T, at: number) => Promise<void>): Promise<void> {
  for (const [at, one] of all.entries()) {
    if (at % PIECE === PIECE - 1) await soon()
    await work(one, at)
  }
}

/**
 * Makes each thing ready while the one before it is being worked on: node and the database then share the time instead
 * of waiting for each other. One thing is ready at most; the order stays.
 */
export async function eachAhead<T, R>(
  all: Iterable<T>,
  prepare: (one: T) => Promise<R>,
  work: (ready: R) => Promise<void>,
): Promise<void> {
  let working: Promise<void> = Promise.resolve()
  for (const one of all) {
    const [ready] = await Promise.all([prepare(one), working])
    working = work(ready)
  }
  await working
}
