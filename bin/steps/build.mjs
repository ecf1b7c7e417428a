import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './root.mjs'
import { longStep, say } from './say.mjs'

const builtWith = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']
const contentBytesMax = 1024 * 1024

/** Builds what is older than its sources: the server's files into dist, the web app into web/dist. */
export async function build() {
  // The folders of the server are told once, to the compiler.
  const serverFolders = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')).include
  await buildPart('server', serverFolders, join(root, 'dist'), async () => {
    say('Preparando el servidor…', 'Preparing the server…')
    // What compiles and joins is loaded only when there is something to do.
    const { compileServer } = await import('./compile-server.mjs')
    compileServer(serverFolders)
    const { joinServer } = await import('./join-server.mjs')
    await joinServer()
  })
  if (!existsSync(join(root, 'web', 'index.html'))) return
  // Contracts are shared: the web app is built from them too.
  await buildPart('web', ['web', 'business', 'platform'], join(root, 'web', 'dist'), () =>
    longStep(
      'Preparando la aplicación web…',
      'Preparing the web app…',
      process.execPath,
      [viteProgram, 'build', 'web'],
      {
        cwd: root,
        env: { ...process.env, NODE_ENV: 'production' },
      },
    ),
  )
}

const viteProgram = join(root, 'node_modules', 'vite', 'bin', 'vite.js')

async function buildPart(name, folders, output, make) {
  const stamp = join(output, `${name}.sources`)
  const sources = fingerprint(folders)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  // Without its stamp a build that is cut off is not taken for a whole one.
  rmSync(stamp, { force: true })
  await make()
  writeFileSync(stamp, sources)
}

function fingerprint(folders) {
  const hash = createHash('sha256')
  const files = [
    ...builtWith.map((name) => join(root, name)),
    ...folders.flatMap((folder) => sourcesIn(join(root, folder))),
  ]
  for (const file of files.filter((path) => existsSync(path))) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${relative(root, file)}\0${size}\0`)
    hash.update(size > contentBytesMax ? String(mtimeMs) : readFileSync(file))
  }
  return hash.digest('hex')
}

/** Every file below a folder that a build may depend on, in a steady order. */
export function sourcesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !['dist', 'node_modules', 'tests', 'pictures'].includes(name) && !name.endsWith('.test.ts'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? sourcesIn(path) : [path]
    })
}
