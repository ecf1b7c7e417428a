// `npm run import -- …`, `npm run doctor`, …: one command of bin/commands, installed and built like the server.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { assertNode } from './steps/node-version.mjs'
import { root } from './steps/root.mjs'
import { runBuilt } from './steps/run-built.mjs'
import { giveUp, problem, sayOnErrorOutput } from './steps/say.mjs'

assertNode()
sayOnErrorOutput()
const [name = ''] = process.argv.splice(2, 1)
try {
  if (!/^[a-z-]+$/.test(name) || !existsSync(join(root, 'bin', 'commands', `${name}.ts`))) {
    throw problem(`No existe la orden «${name}».`, `There is no command "${name}".`)
  }
  await runBuilt(join('bin', 'commands', `${name}.js`))
} catch (error) {
  giveUp(error)
}
