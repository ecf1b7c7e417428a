import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'
import { longStep, say } from './say.mjs'

const installedList = join(root, 'node_modules', '.package-lock.json')

/** Installs from the lock file when a package is missing or of another version. Never removes development packages. */
export async function installPackages({ development = false } = {}) {
  const missing = missingPackages(development)
  if (missing.length === 0) return
  if (isLinked()) {
    return say(
      `node_modules es un enlace: instale en su destino (falta ${missing[0]})`,
      `node_modules is a link: install where it points to (${missing[0]} is missing)`,
    )
  }
  const all = development || hasDevelopmentPackages()
  const [program, before] = npm()
  await longStep(
    'Instalando los paquetes (la primera vez tarda uno o dos minutos)…',
    'Installing the packages (the first time takes a minute or two)…',
    program,
    [...before, 'ci', all ? '--include=dev' : '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    { shell: process.platform === 'win32' && before.length === 0 },
  )
}

function missingPackages(development) {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const installed = existsSync(installedList) ? packagesOf(installedList) : {}
  return Object.entries(wanted)
    .filter(
      ([path, { dev, devOptional, optional }]) => path !== '' && !optional && (development || !(dev || devOptional)),
    )
    .filter(([path, { version }]) => installed[path]?.version !== version)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {}

const hasDevelopmentPackages = () =>
  existsSync(installedList) && Object.values(packagesOf(installedList)).some(({ dev }) => dev)

function isLinked() {
  const folder = join(root, 'node_modules')
  return existsSync(folder) && lstatSync(folder).isSymbolicLink()
}

/** The npm that started us, or the one in PATH. */
function npm() {
  const started = process.env.npm_execpath
  return started?.endsWith('.js') ? [process.execPath, [started]] : ['npm', []]
}
