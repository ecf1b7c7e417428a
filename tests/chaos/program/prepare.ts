import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { setup as buildAll } from '../../support/build.ts'
import type { Till } from './till.ts'

/** Where the shop lies that every campaign gets a copy of, and what is in it. */
export type PreparedShop = Omit<Till, 'token'>

declare module 'vitest' {
  interface ProvidedContext {
    prepared: PreparedShop
  }
}

/** A program that has lived for five seconds has kept its compiled code for the next starts. */
const COMPILED_MS = 7_000

/** Builds the program, opens one shop with it, and lets it keep what every start after it would compile again. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildAll()
  // What is run before the tests reads compiled files, which a fresh clone has only now.
  const { clearAway, newFolder } = await import('../../drills/data-folder.ts')
  const { openTheShop, startProgram } = await import('./till.ts')
  const data_dir = newFolder()
  const program = await startProgram(data_dir)
  const { token: _, ...prepared } = await openTheShop(program, data_dir)
  await pause(COMPILED_MS)
  await program.end('SIGTERM')
  await clearAway(data_dir)
  project.provide('prepared', prepared)
  return async () => rmSync(data_dir, { recursive: true, force: true })
}
