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
  const files = filesBelow(folders)
  const [builtFrom, seenAs] = existsSync(stamp) ? readFileSync(stamp, 'utf8').split('\n') : []
  const looks = looksOf(files)
  // Files that nobody has written to since need not be read.
  if (seenAs === looks) return
  const sources = fingerprint(files)
  if (builtFrom !== sources) {
    // Without its stamp a build that is cut off is not taken for a whole one.
    rmSync(stamp, { force: true })
    await make()
  }
  writeFileSync(stamp, `${sources}\n${looks}`)
}

const filesBelow = (folders) => [...builtWith.flatMap((name) => seen(join(root, name))), ...folders.flatMap(filesIn)]

const filesSeen = new Map()

/** Server and web share folders; each is looked at once. */
function filesIn(folder) {
  const files = filesSeen.get(folder) ?? sourcesIn(join(root, folder)).flatMap(seen)
  filesSeen.set(folder, files)
  return files
}

function seen(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat ? [{ path, stat }] : []
}

function looksOf(files) {
  const hash = createHash('sha256')
  for (const { path, stat } of files) hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\0${stat.ctimeMs}\n`)
  return hash.digest('hex')
}

function fingerprint(files) {
  const hash = createHash('sha256')
  for (const { path, stat } of files) {
    hash.update(`${relative(root, path)}\0${stat.size}\0`)
    hash.update(stat.size > contentBytesMax ? String(stat.mtimeMs) : readFileSync(path))
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
