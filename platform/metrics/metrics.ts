import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** All figures of this process, for Prometheus. Names are those of endpoints.md; a label never carries an id. */
export const registry = new Registry()
collectDefaultMetrics({ register: registry })

const registers = [registry]

const jobExecutions = new Counter({
  name: 'mostrador_job_executions_total',
  help: 'Runs of jobs, by job and how they ended.',
  labelNames: ['job', 'status'] as const,
  registers,
})

const cacheOperations = new Counter({
  name: 'mostrador_cache_operations_total',
  help: 'Look-ups in caches.',
  labelNames: ['operation', 'status'] as const,
  registers,
})

const requestsRefused = new Counter({
  name: 'mostrador_requests_refused_total',
  help: 'Requests turned away for who sent them, by code and status.',
  labelNames: ['code', 'status'] as const,
  registers,
})

const requestDuration = new Histogram({
  name: 'mostrador_api_request_duration_seconds',
  help: 'Time to answer, by route pattern.',
  labelNames: ['route', 'method', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
})

const laneBatch = new Histogram({
  name: 'mostrador_lane_batch_commands',
  help: 'Commands served in one commit.',
  buckets: [1, 2, 4, 8, 16, 32],
  registers,
})

const laneWait = new Histogram({
  name: 'mostrador_lane_wait_seconds',
  help: 'Time a command waited for its batch.',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
  registers,
})

const laneOutcomes = new Counter({
  name: 'mostrador_lane_outcomes_total',
  help: 'Commands of the lane by how they left it; a rise of undone is a bug to find.',
  labelNames: ['outcome'] as const,
  registers,
})

const serviceInfo = new Gauge({
  name: 'mostrador_service_info',
  help: 'What is running.',
  labelNames: ['version', 'environment'] as const,
  registers,
})

export const countJob = (job: string, status: 'completed' | 'failed') => jobExecutions.inc({ job, status })

export const countCache = (operation: 'get' | 'clear', status: 'hit' | 'miss' | 'ok') =>
  cacheOperations.inc({ operation, status })

export const countRefusal = (code: string, status: number) => requestsRefused.inc({ code, status })

export const observeBatch = (commands: number, waited_seconds: readonly number[]) => {
  laneBatch.observe(commands)
  for (const seconds of waited_seconds) laneWait.observe(seconds)
}

export const countLane = (outcome: string, commands = 1) => laneOutcomes.inc({ outcome }, commands)

export const observeRequest = (route: string, method: string, status: number, seconds: number) =>
  requestDuration.observe({ route, method, status }, seconds)

export const announceService = (version: string, environment: string) => serviceInfo.set({ version, environment }, 1)

/** A figure that is asked for at each scrape. A source that fails leaves the figure out instead of inventing one. */
export function gauge(name: string, help: string, read: () => Promise<number | null>): void {
  registry.removeSingleMetric(name)
  new Gauge({
    name,
    help,
    registers,
    async collect() {
      const value = await read().catch(() => null)
      if (value === null) this.remove()
      else this.set(value)
    },
  })
}
