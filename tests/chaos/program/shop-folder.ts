import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, inject } from 'vitest'
import { isAlive } from '../../../platform/database/embedded/processes.ts'
import { clearAway, newFolder, unmount } from '../../drills/data-folder.ts'
import type { Launch, Program } from '../../drills/program.ts'
import { signIn, startProgram, type Till } from './till.ts'

/** The data folder of one test, with a shop in it and whatever runs there. */
export interface ShopFolder {
  readonly data_dir: () => string
  readonly start: (more?: Partial<Launch>) => Promise<Program>
  /** Who sells there; asked for again, with a new token. */
  readonly enter: (program: Program) => Promise<Till>
  /** Everything stops, and the shop is as it was in the beginning. */
  readonly anew: () => Promise<void>
}

/**
 * Each test of the file has a copy of one shop for itself, because making a database and filling its tables takes
 * longer than most of what a campaign does with it. `place` makes the ground on which the copy is laid.
 */
export function shopFolder(place: (data_dir: string) => void = () => undefined): ShopFolder {
  let data_dir: string
  let programs: Program[] = []
  const open = async () => {
    data_dir = newFolder()
    place(data_dir)
    copyShop(inject('prepared').data_dir, data_dir)
  }
  const clear = async () => {
    for (const program of programs.splice(0)) if (isAlive(program.pid)) await program.end('SIGKILL')
    await clearAway(data_dir)
    unmount(data_dir)
    rmSync(data_dir, { recursive: true, force: true })
  }
  beforeEach(open)
  afterEach(clear)
  return {
    data_dir: () => data_dir,
    start: async (more) => {
      const program = await startProgram(data_dir, more)
      programs = [...programs.filter(({ pid }) => isAlive(pid)), program]
      return program
    },
    enter: (program) => signIn(program, { ...inject('prepared'), data_dir }),
    anew: async () => {
      await clear()
      await open()
    },
  }
}

/** The database's files belong to a user of their own, and stay his. */
function copyShop(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  execFileSync('cp', ['-a', '--', `${from}/.`, to])
}
