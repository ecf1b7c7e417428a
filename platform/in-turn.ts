/** Writes that follow one another while whoever asks for them goes on. */
export interface Turn {
  /** Runs it after all that was asked for before. */
  readonly add: (write: () => Promise<unknown>) => void
  /** Waits for all that was asked for so far; throws what one of them threw. */
  readonly done: () => Promise<void>
}

/**
 * Lets the writes of one transaction run behind its author, who makes the next ready meanwhile: node and the database
 * then work at once. The order stays. The first that fails ends the rest, and is what the author hears; when this
 * returns or throws, nothing is left running.
 */
export async function inTurn<T>(author: (turn: Turn) => Promise<T>): Promise<T> {
  let failed: { readonly error: unknown } | undefined
  let last: Promise<void> = Promise.resolve()
  const add = (write: () => Promise<unknown>) => {
    last = last.then(async () => {
      if (failed) return
      try {
        await write()
      } catch (error) {
        failed ??= { error }
      }
    })
  }
  const done = async () => {
    await last
    if (failed) throw failed.error
  }
  try {
    const value = await author({ add, done })
    await done()
    return value
  } catch (error) {
    // What a failed transaction says to the author only follows from the write that failed.
    failed ??= { error }
    await last
    throw failed.error
  }
}
