import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { folderProblem, inDataFolder } from '../../data-folder.ts'
import { unsafeSettings } from '../safety.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { initialise, launch, shutDown } from './control.ts'
import { assertSameVersion, type Folders, prepareFolders } from './folders.ts'
import { takeLaunchLock } from './launch-lock.ts'
import { endLeftovers } from './leftovers.ts'
import { clearSocketLock, findOrphan, serverPid } from './orphan.ts'
import { databasePasswords, type Passwords } from './passwords.ts'
import { problems } from './problems.ts'
import { databaseName, ensureRoles, withClient } from './roles.ts'
import { chooseUser, type RunAs } from './run-as.ts'
import { hasSettings, type Listens, listensOf, type ServerSettings, settingsText, writeSettings } from './settings.ts'
import { keepRunning } from './supervise.ts'
import { awaitUnfinishedStart } from './unfinished-start.ts'
import { databaseUrl } from './url.ts'

export type EmbeddedOptions = {
  readonly data_dir: string
  readonly log: (sentence: string) => void
  /** Tests only: a cluster that forgets everything at a power cut is quicker. Refused in production. */
  readonly fsync?: boolean
  readonly settings?: ServerSettings
  readonly start_timeout_seconds?: number
  readonly onDown?: () => void
  readonly onUp?: () => void
}

export type EmbeddedDatabase = Listens & {
  readonly owner_url: string
  readonly app_url: string
  /** For backups and the tests' template only; nothing that serves requests may hold it. */
  readonly superuser_url: string
  readonly cluster_dir: string
  readonly log_file: string
  /** Whether the server of an earlier, killed process was taken over. */
  readonly adopted: boolean
  pid(): number | undefined
  stop(): Promise<void>
}

type Launch = {
  readonly options: EmbeddedOptions
  readonly binaries: Binaries
  readonly folders: Folders
  readonly user: RunAs
  readonly passwords: Passwords
  readonly listens: Listens
  /** The text of the server's settings file. */
  readonly settings: string
}

const startTimeoutSeconds = 60

/** Starts the PostgreSQL that the package brings, on a socket of this machine only, and keeps it running. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  if (options.fsync === false && process.env.NODE_ENV === 'production') throw problems.unsafe('fsync=off')
  const user = chooseUser()
  const folders = prepareFolders(options.data_dir, user, options.log)
  const giveBackLock = inDataFolder(folders.data, () => takeLaunchLock(folders.data))
  try {
    const prepared = await prepare(options, folders, user)
    const adopted = await adoptOrLaunch(prepared)
    await prepareDatabase(prepared)
    return supervised(prepared, adopted, giveBackLock)
  } catch (error) {
    giveBackLock()
    throw folderProblem(folders.data, error) ?? error
  }
}

async function prepare(options: EmbeddedOptions, folders: Folders, user: RunAs): Promise<Launch> {
  const binaries = findBinaries(user, options.log)
  assertSameVersion(folders.cluster, binaries.version)
  const passwords = databasePasswords(folders.data, existsSync(folders.cluster))
  const listens = await chooseListens(folders)
  const extra = { ...(options.fsync === false ? forgetful : {}), ...options.settings }
  const settings = settingsText(`PostgreSQL ${binaries.version}, ${binaries.pg_ctl}`, listens, extra)
  return { options, binaries, folders, user, passwords, listens, settings }
}

async function adoptOrLaunch(prepared: Launch): Promise<boolean> {
  const { options, binaries, folders, user, passwords } = prepared
  if (!existsSync(folders.cluster)) {
    options.log(`First run: creating the database in ${folders.cluster}`)
    await initialise(binaries, folders, user, { password: passwords.superuser, durable: options.fsync !== false })
  }
  const timeout_ms = timeoutSeconds(options) * 1_000
  await awaitUnfinishedStart(folders.cluster, timeout_ms)
  const orphan = await findOrphan(folders.cluster, superuserUrl(prepared), timeout_ms)
  if (orphan !== undefined && hasSettings(folders.cluster, prepared.settings)) {
    options.log(`Adopted the database that an earlier process left running (process ${orphan})`)
    return true
  }
  if (orphan !== undefined) {
    options.log(`Stopping the database that an earlier version left running (process ${orphan})`)
    await shutDown(binaries, folders, user)
  }
  await launchAgain(prepared)
  return false
}

async function launchAgain({ options, binaries, folders, user, listens, settings }: Launch): Promise<void> {
  clearSocketLock(folders.cluster, listens)
  writeSettings(folders.cluster, user, settings)
  const from = Date.now()
  for (;;) {
    try {
      return await launch(binaries, folders, user, timeoutSeconds(options))
    } catch (error) {
      if (!String(error).includes('pre-existing shared memory') || Date.now() > from + memoryFreeMs) throw error
      if (Date.now() > from + lastWordsMs) tellLeftovers(options, endLeftovers(folders.cluster))
      await sleep(200)
    }
  }
}

/** A killed server's connections end a moment after it; until then its memory is still in use. */
const lastWordsMs = 3_000
const memoryFreeMs = 15_000

function tellLeftovers({ log }: EmbeddedOptions, ended: readonly number[]): void {
  if (ended.length > 0) log(`Ended what a killed database had left running (processes ${ended.join(', ')})`)
}

const forgetful = { fsync: false, full_page_writes: false, synchronous_commit: 'off' }

async function prepareDatabase(prepared: Launch): Promise<void> {
  const { options, passwords } = prepared
  const unsafe = await withClient(superuserUrl(prepared), async (client) => {
    await ensureRoles(client, passwords)
    return unsafeSettings(client)
  })
  if (unsafe.length === 0 || options.fsync === false) return
  await shutDown(prepared.binaries, prepared.folders, prepared.user)
  throw problems.unsafe(unsafe.join(', '))
}

function supervised(prepared: Launch, adopted: boolean, giveBackLock: () => void): EmbeddedDatabase {
  const { options, binaries, folders, user, passwords, listens } = prepared
  const endWatch = keepRunning({
    pidOf: () => serverPid(folders.cluster),
    restart: async () => {
      if ((await findOrphan(folders.cluster, superuserUrl(prepared), 0)) === undefined) await launchAgain(prepared)
    },
    onDown: () => {
      options.log('The database has stopped: starting it again')
      options.onDown?.()
    },
    onUp: () => {
      options.log('The database is running again')
      options.onUp?.()
    },
    onFailedRestart: (error) => options.log(`The database could not be started again: ${String(error)}`),
  })
  // A slow disk makes the last writes long. They end without us, and a start meanwhile waits for them.
  const stillStopping = (error: unknown) => options.log(`The database is still stopping by itself: ${String(error)}`)
  const stopOnce = async () => {
    await endWatch()
    if (serverPid(folders.cluster) !== undefined) await shutDown(binaries, folders, user).catch(stillStopping)
    giveBackLock()
  }
  // Once only: by a second call the folder may belong to another start.
  let stopped: Promise<void> | undefined
  return {
    ...listens,
    owner_url: databaseUrl(listens, 'mostrador_owner', passwords.owner, databaseName),
    app_url: databaseUrl(listens, 'mostrador_app', passwords.app, databaseName),
    superuser_url: databaseUrl(listens, 'postgres', passwords.superuser, databaseName),
    cluster_dir: folders.cluster,
    log_file: folders.log_file,
    adopted,
    pid: () => serverPid(folders.cluster),
    stop: () => {
      stopped ??= stopOnce()
      return stopped
    },
  }
}

const timeoutSeconds = (options: EmbeddedOptions) => options.start_timeout_seconds ?? startTimeoutSeconds

const superuserUrl = ({ listens, passwords }: Launch) =>
  databaseUrl(listens, 'postgres', passwords.superuser, 'postgres')

/** An orphan keeps the port it has; a new start takes a free one. */
async function chooseListens({ cluster, sockets }: Folders): Promise<Listens> {
  if (process.platform !== 'win32' || serverPid(cluster) !== undefined) return listensOf(cluster, sockets)
  return { port: await freePort() }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
}
