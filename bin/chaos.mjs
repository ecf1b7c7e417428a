// `npm run chaos`: the campaigns against the books. `-- --long` plays a release's counts, `-- last-units` only one of them;
// REPLAY_SEED=n plays one again, CHAOS_SHARE=0.1 a tenth of it.
import { ensureTools } from './steps/ensure-tools.mjs'
import { installPackages } from './steps/install.mjs'
import { chaosProjects, runVitest } from './steps/lanes.mjs'
import { assertNode } from './steps/node-version.mjs'
import { giveUp } from './steps/say.mjs'

assertNode()
const isLong = process.argv.includes('--long')
const names = process.argv.slice(2).filter((name) => !name.startsWith('--'))
const hour = 3_600_000

try {
  await installPackages({ development: true })
  await ensureTools()
  const time_ms = (isLong ? 12 : 2) * hour
  const env = isLong ? { CHAOS_LONG: '1' } : {}
  const { passed, failed, skipped } = await runVitest([...chaosProjects, ...names], { time_ms }, env)
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  process.exitCode = failed > 0 ? 1 : 0
} catch (error) {
  giveUp(error)
}
