import { registry } from '../../platform/metrics/metrics.ts'

/** How many commands left the lane in this way so far, in this process. */
export async function leftLane(outcome: string): Promise<number> {
  const metric = await registry.getSingleMetric('mostrador_lane_outcomes_total')?.get()
  return metric?.values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0
}

/** Runs the work and gives by how much the figures rose. */
export async function laneDuring<T>(
  work: () => Promise<T>,
): Promise<{ value: T; done: number; short: number; alone: number; again: number; undone: number }> {
  const names = ['done', 'short', 'alone', 'again', 'undone'] as const
  const before = await Promise.all(names.map(leftLane))
  const value = await work()
  const after = await Promise.all(names.map(leftLane))
  const [done = 0, short = 0, alone = 0, again = 0, undone = 0] = after.map((figure, at) => figure - (before[at] ?? 0))
  return { value, done, short, alone, again, undone }
}

/** Asks again while a busy machine answers "not now" (503): how quick it is must not decide a test. */
export async function patiently<T extends { status: number }>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt < 50; attempt += 1) {
    const reply = await ask()
    if (reply.status !== 503) return reply
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return ask()
}
