import { type ExecFileException, execFile } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { folderProblem } from '../../data-folder.ts'
import type { Binaries } from './binaries.ts'
import type { Folders } from './folders.ts'
import { problems } from './problems.ts'
import { giveTo, type RunAs } from './run-as.ts'
import { settingsFile } from './settings.ts'

const logBytesMax = 20 * 1024 * 1024
const tailLines = 12

/**
 * Makes a new cluster. It is made beside its place and moved there when complete, so that a first run that was
 * cut off leaves nothing that looks like a database.
 */
export async function initialise(
  binaries: Binaries,
  folders: Folders,
  user: RunAs,
  { password, durable }: { password: string; durable: boolean },
): Promise<void> {
  const part = `${folders.cluster}.part`
  const passwordFile = `${folders.cluster}.password`
  rmSync(part, { recursive: true, force: true })
  makeFolderFor(user, part)
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 })
    giveTo(user, passwordFile)
    await run(
      binaries.initdb,
      [
        `--pgdata=${part}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // Only C.UTF-8 keeps trigram search working for accented names and sorts the same on every machine.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C.UTF-8',
        '--data-checksums',
        ...(durable ? [] : ['--no-sync']),
      ],
      user,
    )
    appendFileSync(join(part, 'postgresql.conf'), `\ninclude_if_exists = '${settingsFile}'\n`)
    renameSync(part, folders.cluster)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    throw folderProblem(folders.data, error) ?? problems.didNotStart(folders.log_file, String(error), error)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Starts the server in the background and waits until it answers. It outlives us: whoever starts next adopts it. */
export async function launch(
  binaries: Binaries,
  folders: Folders,
  user: RunAs,
  timeout_seconds: number,
): Promise<void> {
  const logged = logStart(folders.log_file)
  const files = [`--pgdata=${folders.cluster}`, `--log=${folders.log_file}`]
  try {
    await run(binaries.pg_ctl, ['start', ...files, '--silent', '--wait', `--timeout=${timeout_seconds}`], user)
  } catch (error) {
    const tail = logTail(folders.log_file, logged)
    const known = folderProblem(folders.data, error, `${tail}\n${String(error)}`)
    throw known ?? problems.didNotStart(folders.log_file, tail, error)
  }
}

/** Ends open transactions, writes everything to disk and stops. */
export async function shutDown(binaries: Binaries, folders: Folders, user: RunAs): Promise<void> {
  const how = ['--mode=fast', '--wait', '--timeout=30', '--silent']
  await run(binaries.pg_ctl, ['stop', `--pgdata=${folders.cluster}`, ...how], user)
}

function run(program: string, args: readonly string[], user: RunAs): Promise<void> {
  const env = {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}),
  }
  return new Promise((resolve, reject) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string) =>
      error === null ? resolve() : reject(new Error(`${stderr}${stdout}`.trim() || error.message, { cause: error }))
    execFile(program, [...args], { ...user, cwd: '/', env }, done).stdin?.end()
  })
}

function makeFolderFor(user: RunAs, folder: string): void {
  mkdirSync(folder, { mode: 0o700 })
  giveTo(user, folder)
}

/** Where this start's lines will begin; a log that has grown too long is put aside. */
function logStart(file: string): number {
  if (!existsSync(file)) return 0
  if (statSync(file).size <= logBytesMax) return statSync(file).size
  renameSync(file, `${file}.old`)
  return 0
}

function logTail(file: string, from: number): string {
  if (!existsSync(file)) return ''
  return readFileSync(file).subarray(from).toString('utf8').trimEnd().split('\n').slice(-tailLines).join('\n')
}
