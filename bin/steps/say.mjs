import { spawn } from 'node:child_process'
import { root } from './root.mjs'
import { environmentForTools } from './settings.mjs'

const spanish = process.env.MOSTRADOR_LANG !== 'en'
const stillWorkingMs = 10_000
const tailCharacters = 4_000

let stream = process.stdout

/** Of a command the output is its answer alone: what is said to the person goes to the error output. */
export function sayOnErrorOutput() {
  stream = process.stderr
}

/** One line for the person at the terminal, in the language chosen by MOSTRADOR_LANG. */
export function say(es, en) {
  stream.write(`${spanish ? es : en}\n`)
}

/** Ends the program with the reason, when it has one for people; anything else is a bug and keeps its stack. */
export function giveUp(error) {
  const sentences = error?.sentences
  process.stderr.write(`\n${sentences ? sentences[spanish ? 'es' : 'en'] : (error?.stack ?? String(error))}\n`)
  process.exit(1)
}

/** A failure that the person at the terminal can mend. */
export function problem(es, en) {
  return Object.assign(new Error(en), { sentences: { es, en } })
}

/** Runs a long step quietly, shows that it is still working, and shows what it said only when it fails. */
export async function longStep(es, en, program, args, options = {}) {
  say(es, en)
  const started = Date.now()
  const env = { ...(await environmentForTools()), ...options.env }
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: root, ...options, env })
  let tail = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      tail = (tail + chunk).slice(-tailCharacters)
    })
  }
  const seconds = () => Math.round((Date.now() - started) / 1_000)
  const ticking = setInterval(() => say(`  … ${seconds()} s`, `  … ${seconds()} s`), stillWorkingMs)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      clearInterval(ticking)
      if (code !== 0) return reject(problem(`${es}\nha fallado:\n${tail}`, `${en}\nhas failed:\n${tail}`))
      say(`  listo en ${seconds()} s`, `  done in ${seconds()} s`)
      resolve()
    })
  })
}
