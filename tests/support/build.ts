import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** What browsers look at and drills start is what people get: the built program, made anew where its sources changed. */
export function setup(): void {
  execFileSync(process.execPath, ['bin/build.mjs'], { cwd: root, stdio: 'inherit' })
}
