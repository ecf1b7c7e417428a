// `npm run dev`: the server from its sources, restarted at each change, and the web app with hot reload.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { installPackages } from './steps/install.mjs'
import { assertNode } from './steps/node-version.mjs'
import { root } from './steps/root.mjs'
import { giveUp, say } from './steps/say.mjs'

assertNode()
await installPackages({ development: true }).catch(giveUp)

const program = (path, ...args) =>
  spawn(process.execPath, [join(root, 'node_modules', path), ...args], { cwd: root, stdio: 'inherit' })
const children = [
  program('tsx/dist/cli.mjs', 'watch', '-C', 'source', 'bin/server.ts', ...process.argv.slice(2)),
  program('vite/bin/vite.js', 'web'),
]
say(
  'La página de desarrollo es la que muestra Vite; ctrl-C detiene todo.',
  'Open the page that Vite prints; ctrl-C stops it all.',
)

for (const child of children) child.once('exit', (code) => stopAll(code ?? 0))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopAll(0))

function stopAll(code) {
  for (const child of children) child.kill('SIGTERM')
  process.exitCode = code
}
