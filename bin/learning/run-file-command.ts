import { createReadStream, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { BadInput } from '#learning'
import { terminalLanguage } from '../../platform/config.ts'

/** A command that reads one file and writes another, or the output: `--in`, `--out` and the options of its own. */
export interface FileCommand {
  readonly usage: { readonly es: string; readonly en: string }
  /** Names of its own options, each with a value. */
  readonly options: readonly string[]
  /** Does the work; what it returns is said on the error output when all went well. */
  run(
    files: { in: string; out: string | undefined },
    options: Record<string, string | undefined>,
  ): Promise<string | { readonly es: string; readonly en: string }>
}

/** Bad input or a wrong option: the sentence and exit status 2. Anything else is a bug: its stack and exit status 1. */
export async function runFileCommand(command: FileCommand): Promise<void> {
  const language = terminalLanguage(process.env)
  try {
    const told = await command.run(...readArguments(command))
    process.stderr.write(`${typeof told === 'string' ? told : told[language]}\n`)
  } catch (error) {
    const expected = error instanceof BadInput ? error.sentences[language] : fileProblem(error, language)
    process.stderr.write(`${expected ?? (error instanceof Error ? error.stack : String(error))}\n`)
    process.exitCode = expected === undefined ? 1 : 2
  }
}

function readArguments(command: FileCommand): Parameters<FileCommand['run']> {
  const text = { type: 'string' } as const
  const names = ['in', 'out', ...command.options]
  try {
    const { values } = parseArgs({
      args: process.argv.slice(2),
      options: Object.fromEntries(names.map((name) => [name, text])),
    })
    const { in: from, out: to, ...own } = values as Record<string, string | undefined>
    if (from === undefined) throw new BadInput(null, command.usage)
    checkFiles(from, to)
    return [{ in: from, out: to }, own]
  } catch (error) {
    if (error instanceof BadInput) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new BadInput(null, { es: `${why}\n${command.usage.es}`, en: `${why}\n${command.usage.en}` })
  }
}

/** What can be known before the work, so that nobody waits for an answer that has no place to go. */
function checkFiles(from: string, to: string | undefined): void {
  if (statSync(from, { throwIfNoEntry: false })?.isDirectory())
    throw new BadInput(null, { es: `${from} es una carpeta, no un archivo`, en: `${from} is a folder, not a file` })
  if (to === undefined) return
  if (statSync(to, { throwIfNoEntry: false })?.isDirectory())
    throw new BadInput(null, { es: `${to} es una carpeta, no un archivo`, en: `${to} is a folder, not a file` })
  if (resolve(from) === resolve(to))
    throw new BadInput(null, {
      es: '--in y --out son el mismo archivo; elige otro para el resultado',
      en: '--in and --out are the same file; choose another for the result',
    })
  const folder = dirname(resolve(to))
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new BadInput(null, {
      es: `no existe la carpeta ${folder}; créala o elige otra en --out`,
      en: `there is no folder ${folder}; create it or choose another in --out`,
    })
}

function fileProblem(error: unknown, language: 'es' | 'en'): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined
  const said = { es: 'No se puede leer o escribir', en: 'Cannot read or write' }[language]
  return `${said}${'path' in error ? ` ${String(error.path)}` : ''} (${String(error.code)})`
}

/** The pieces of a text file, one after the other: the file is never whole in memory. */
export async function readPieces(path: string, take: (piece: string) => void): Promise<void> {
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) take(String(piece))
}
