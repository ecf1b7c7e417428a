// `npm start`: from a fresh clone to a working shop. Runs on plain Node, before anything is installed.
import { join } from 'node:path'
import { assertNode } from './steps/node-version.mjs'
import { runBuilt } from './steps/run-built.mjs'
import { giveUp } from './steps/say.mjs'
import { readSettings } from './steps/settings.mjs'

assertNode()
try {
  if (process.argv.includes('--help') || process.argv.includes('-h')) await printHelp()
  else await runBuilt(join('bin', 'server.js'))
} catch (error) {
  giveUp(error)
}

async function printHelp() {
  const { helpText } = await readSettings()
  process.stdout.write(`${helpText(process.env.MOSTRADOR_LANG ?? 'es')}\n`)
}
