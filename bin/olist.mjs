// `npm run olist`: lives through every order of Olist's tables (OLIST, or ../shared/data/olist/sample) and checks the end.
import { installPackages } from './steps/install.mjs'
import { runVitest } from './steps/lanes.mjs'
import { assertNode } from './steps/node-version.mjs'
import { giveUp } from './steps/say.mjs'

assertNode()
const hour = 3_600_000

try {
  await installPackages({ development: true })
  const args = ['--project', 'shop', 'tests/olist']
  const { passed, failed, skipped } = await runVitest(args, { time_ms: 2 * hour }, { OLIST_WHOLE: '1' })
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  process.exitCode = failed > 0 ? 1 : 0
} catch (error) {
  giveUp(error)
}
