import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { clearAway, newFolder } from '../../drills/data-folder.ts'
import { setup as buildAll } from '../../support/build.ts'
import { openTheShop, startProgram, type Till } from './till.ts'

/** Where the shop lies that every campaign gets a copy of, and what is in it. */
export type PreparedShop = Omit<Till, 'token'>

declare module 'vitest' {
  interface ProvidedContext {
    prepared: PreparedShop
  }
}

/** Builds the program and opens one shop with it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildAll()
  const data_dir = newFolder()
  const program = await startProgram(data_dir)
  const { token: _, ...prepared } = await openTheShop(program, data_dir)
  await program.end('SIGTERM')
  await clearAway(data_dir)
  project.provide('prepared', prepared)
  return async () => rmSync(data_dir, { recursive: true, force: true })
}
