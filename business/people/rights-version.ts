/** Within this time, and at once in the process that changed it, everybody feels a change of rights (S6: 1 s). */
const CHECK_MS = 400

export interface RightsVersion {
  /** The version in force, at most 400 ms old. Fails when it cannot be read: nobody gets in on what was true before. */
  readonly current: () => Promise<number>
  /** Makes this process look at once. */
  readonly lookAgain: () => void
}

/** Reads the version at most every 400 ms, only when somebody asks, and once for all who ask at the same time. */
export function watchRights(read: () => Promise<number>): RightsVersion {
  let version = -1
  let read_ms = Number.NEGATIVE_INFINITY
  let reading: Promise<number> | null = null
  let asked_again = 0

  const readNow = async () => {
    const begun_ms = performance.now()
    const asked_before = asked_again
    const found = await read()
    // Read before somebody said "look again": whoever comes next reads for themselves.
    if (asked_before === asked_again) {
      version = found
      read_ms = begun_ms
    }
    return found
  }

  return {
    current: async () => {
      if (performance.now() - read_ms < CHECK_MS) return version
      if (reading) return reading
      const mine = readNow().finally(() => {
        if (reading === mine) reading = null
      })
      reading = mine
      return mine
    },
    lookAgain: () => {
      asked_again += 1
      reading = null
      read_ms = Number.NEGATIVE_INFINITY
    },
  }
}
