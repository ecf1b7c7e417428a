// `npm start`: from a fresh clone to a working shop. Runs on plain Node, before anything is installed.
import { helpText } from './steps/help-text.mjs'
import { assertNode } from './steps/node-version.mjs'
import { prepareBuilt } from './steps/run-built.mjs'
import { runJoined } from './steps/run-joined.mjs'
import { giveUp } from './steps/say.mjs'

assertNode()
try {
  if (process.argv.includes('--help') || process.argv.includes('-h')) await printHelp()
  else {
    await prepareBuilt()
    runJoined()
  }
} catch (error) {
  giveUp(error)
}

async function printHelp() {
  process.stdout.write(`${await helpText(process.env.MOSTRADOR_LANG ?? 'es')}\n`)
}
