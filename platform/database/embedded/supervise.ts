import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './processes.ts'

export type Watch = {
  readonly pidOf: () => number | undefined
  readonly restart: () => Promise<void>
  readonly onDown: () => void
  readonly onUp: () => void
  readonly onFailedRestart: (error: unknown, wait_ms: number) => void
}

const lookEveryMs = 200
const backoffMs = [0, 250, 500, 1_000, 2_000, 5_000]

/**
 * Keeps the database running while Node lives. It looks instead of listening for the exit of a child, because an
 * adopted server is nobody's child. Returns the function that ends the watch.
 */
export function keepRunning(watch: Watch): () => Promise<void> {
  const ended = new AbortController()
  const loop = watchLoop(watch, ended.signal)
  return () => {
    ended.abort()
    return loop
  }
}

async function watchLoop(watch: Watch, ended: AbortSignal): Promise<void> {
  while (await wait(lookEveryMs, ended)) {
    const pid = watch.pidOf()
    if (pid !== undefined && isAlive(pid)) continue
    watch.onDown()
    if (await restartUntilUp(watch, ended)) watch.onUp()
  }
}

async function restartUntilUp(watch: Watch, ended: AbortSignal): Promise<boolean> {
  for (let attempt = 0; !ended.aborted; attempt += 1) {
    const wait_ms = backoffMs[Math.min(attempt, backoffMs.length - 1)] ?? 0
    if (!(await wait(wait_ms, ended))) return false
    try {
      await watch.restart()
      return true
    } catch (error) {
      watch.onFailedRestart(error, wait_ms)
    }
  }
  return false
}

async function wait(ms: number, ended: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal: ended, ref: false })
  } catch {
    return false
  }
  return !ended.aborted
}
