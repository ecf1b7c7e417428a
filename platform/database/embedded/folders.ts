import { createHash } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fullFolder, inDataFolder } from '../../data-folder.ts'
import { systemStateFolder } from './binaries.ts'
import { problems } from './problems.ts'
import { canReach, chooseUser, giveTo, type RunAs } from './run-as.ts'

export type Folders = {
  readonly data: string
  /** PostgreSQL's own files. */
  readonly cluster: string
  readonly sockets: string
  readonly log_file: string
}

const freeBytesForFirstRun = 120 * 1024 * 1024
// A Unix socket's path holds 107 characters on Linux and 103 on macOS, file name included.
const socketFolderLengthMax = 85

/** Makes the folders of the embedded database and proves that they can be written. */
export function prepareFolders(data_dir: string, user: RunAs, log: (sentence: string) => void): Folders {
  const data = resolve(data_dir)
  return inDataFolder(data, () => {
    mkdirSync(data, { recursive: true })
    accessSync(data, constants.W_OK)
    const home = homeOf(data, user)
    if (home !== data) log(`The folder ${data} is closed to the database's user: the database's files are in ${home}`)
    const sockets = socketFolder(home)
    for (const folder of [home, join(home, 'logs'), sockets]) mkdirSync(folder, { recursive: true })
    if (user.uid !== undefined) chmodSync(home, 0o711)
    for (const folder of [join(home, 'logs'), sockets]) giveTo(user, folder)
    chmodSync(sockets, 0o700)
    const folders = foldersIn(data, home)
    if (!existsSync(folders.cluster) && freeBytes(home) < freeBytesForFirstRun) throw fullFolder(home)
    return folders
  })
}

/** The folders as an earlier start has made them. */
export function existingFolders(data_dir: string): Folders {
  const data = resolve(data_dir)
  return foldersIn(data, homeOf(data, chooseUser()))
}

/** Refuses data of another PostgreSQL line, which these programs could not read. */
export function assertSameVersion(cluster: string, version: string): void {
  const file = join(cluster, 'PG_VERSION')
  if (!existsSync(file)) return
  const found = readFileSync(file, 'utf8').trim()
  const wanted = version.split('.')[0] ?? version
  if (found !== wanted) throw problems.otherVersion(cluster, found, wanted)
}

function foldersIn(data: string, home: string): Folders {
  const log_file = join(home, 'logs', 'postgres.log')
  return { data, cluster: join(home, 'postgres'), sockets: socketFolder(home), log_file }
}

function homeOf(data: string, user: RunAs): string {
  if (canReach(user, data) || canReach(user, dirname(data))) return data
  return join(systemStateFolder, `data-${shortHash(data)}`)
}

function socketFolder(home: string): string {
  const beside = join(home, 'run')
  return beside.length <= socketFolderLengthMax ? beside : join(tmpdir(), `mostrador-${shortHash(home)}`)
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
