import { execFileSync } from 'node:child_process'
import { root } from './program.ts'

/** Builds once, so that each drill measures a later run. */
export function setup(): void {
  execFileSync(process.execPath, ['bin/build.mjs'], { cwd: root, stdio: 'inherit' })
}
