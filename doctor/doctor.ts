/** The door of the doctor: it checks the books and shares no code with those who write them. */
import type { Module } from '#platform/module'
import { routes } from './routes.ts'

export { checkBooks, laws } from './check-books.ts'
export type { Finding, Verdict } from './law.ts'

export const doctor = { name: 'doctor', routes: [routes], permissions: {} } satisfies Module
