// `npm start`: from a fresh clone to a working shop. Runs on plain Node, before anything is installed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertNode } from './steps/node-version.mjs'
import { root } from './steps/root.mjs'
import { runBuilt } from './steps/run-built.mjs'
import { giveUp } from './steps/say.mjs'

assertNode()
try {
  if (process.argv.includes('--help') || process.argv.includes('-h')) await printHelp()
  else await runBuilt(join('bin', 'server.js'))
} catch (error) {
  giveUp(error)
}

/** The settings' file is plain JavaScript although its name says TypeScript, so that it can be read here. */
async function printHelp() {
  const source = readFileSync(join(root, 'platform', 'settings.ts'), 'utf8')
  const { helpText } = await import(`data:text/javascript,${encodeURIComponent(source)}`)
  process.stdout.write(`${helpText(process.env.MOSTRADOR_LANG ?? 'es')}\n`)
}
