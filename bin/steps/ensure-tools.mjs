import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './say.mjs'

/** The same Chromium without windows takes two thirds of the processor time. */
const windowless = '/usr/bin/chromium-headless-shell'
const browsers = [windowless, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const debianPostgres = '/usr/lib/postgresql'
/** Shows that a sale is on disk before it is acknowledged. */
const strace = '/usr/bin/strace'

/** Finds the browser, the older PostgreSQL and strace that the tests want; on a Debian build machine it installs them. */
export async function ensureTools() {
  const missing = [
    ...(olderPostgres() ? [] : ['postgresql']),
    // They read the printed labels back.
    ...(existsSync('/usr/bin/zbarimg') ? [] : ['zbar-tools']),
    ...(existsSync('/usr/bin/pdftoppm') ? [] : ['poppler-utils']),
    ...(existsSync(strace) ? [] : ['strace']),
  ]
  if (process.env.CI && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    if (missing.length > 0) await install(missing)
    if (!process.env.CHROMIUM_PATH && !existsSync(windowless)) await install(['chromium-headless-shell'])
    // A release of Debian that has no such package has the whole browser.
    if (!browser()) await install(['chromium'])
  }
  if (browser()) return
  say(
    'No hay navegador: sus pruebas se saltan. Instala chromium (Debian: apt-get install chromium) o indica CHROMIUM_PATH.',
    'There is no browser: its tests are skipped. Install chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
  )
}

/** The folder of the programs of the oldest PostgreSQL that we support, where the machine has it. */
export function olderPostgres() {
  if (!existsSync(debianPostgres)) return undefined
  const line = readdirSync(debianPostgres).find((version) => Number(version) >= 15 && Number(version) < 18)
  return line && existsSync(join(debianPostgres, line, 'bin', 'initdb')) ? join(debianPostgres, line, 'bin') : undefined
}

const browser = () => [process.env.CHROMIUM_PATH ?? '', ...browsers].find((path) => path !== '' && existsSync(path))

async function install(packages) {
  say(`Instalando ${packages.join(', ')}…`, `Installing ${packages.join(', ')}…`)
  await aptGet('update')
  await aptGet('install', '-y', '--no-install-recommends', ...packages)
}

/** Whether it went well shows in what is there afterwards. */
async function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const child = spawn('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  })
  await once(child, 'close')
}
