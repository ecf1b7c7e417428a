import { call } from './call.ts'
import type { Args, Route } from './route-types.ts'

/** Fetches a file the way every call is made, so that an ended session asks for the password, and saves it. */
export async function download<R extends Route>(name: string, route: R, ...args: Args<R>): Promise<void> {
  const file: unknown = await call(route, ...args)
  const blob = file instanceof Blob ? file : new Blob([JSON.stringify(file)], { type: 'application/json' })
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
