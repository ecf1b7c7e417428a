import { spawnSync } from 'node:child_process'
import { chownSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { problems } from './problems.ts'

/** The user that runs PostgreSQL: ourselves, or a powerless one when we are root, because PostgreSQL refuses root. */
export type RunAs = { readonly uid?: number; readonly gid?: number }

/** Chooses the user for the database programs; as root it may have to create one. */
export function chooseUser(): RunAs {
  if (process.getuid?.() !== 0) return {}
  const found = knownUser('mostrador') ?? knownUser('postgres') ?? createUser() ?? knownUser('nobody')
  if (found === undefined) throw problems.noUser()
  return found
}

/**
 * Whether that user may go through a folder, or run a file. Where each folder on the way is open by its mode, it may;
 * otherwise the system itself is asked, which costs a process.
 */
export function canReach(user: RunAs, path: string): boolean {
  if (user.uid === undefined) return true
  return isOpenTo(user, path) || spawnSync('test', ['-x', path], { ...user, cwd: '/' }).status === 0
}

function isOpenTo(user: RunAs, path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return false
  const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001
  const parent = dirname(path)
  return (stat.mode & bit) !== 0 && (parent === path || isOpenTo(user, parent))
}

/** Gives a path to the database's user; without another user there is nothing to do. */
export function giveTo(user: RunAs, path: string): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid)
}

function knownUser(name: string): RunAs | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

function createUser(): RunAs | undefined {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'mostrador'])
  return knownUser('mostrador')
}
