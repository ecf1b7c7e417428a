import { Worker } from 'node:worker_threads'

/** A worker thread from a file beside this one: TypeScript through tsx in development, the compiled file in production. */
export function openWorker(url: URL): Worker {
  if (!url.pathname.endsWith('.ts')) return new Worker(url)
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(url.href)}) })`
  return new Worker(start, { eval: true, execArgv: ['--conditions', 'source'] })
}
