import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import nodeModule from 'node:module'
import { join } from 'node:path'
import { cachedDataVersionTag } from 'node:v8'
import vm from 'node:vm'
import { root } from './root.mjs'

/** By then a start has done its work, and what it needed has been compiled. */
const KEEP_AFTER_MS = 5_000

/**
 * Runs the joined server in this very process, so that signals reach it. Compiling it takes a third of a start: the first
 * start of a build keeps what it compiled beside the code, under a name that tells build, engine and flags, and the next
 * ones take it from there. Nothing is lost where that cannot be written.
 */
export function runJoined() {
  process.env.NODE_ENV ??= 'production'
  const folder = join(root, 'dist', 'joined')
  const file = join(folder, readdirSync(folder).find((name) => /^server-.*\.cjs$/.test(name)) ?? 'server.cjs')
  const keptIn = `${file}.${cachedDataVersionTag()}.compiled`
  const cachedData = readKept(keptIn)
  const script = new vm.Script(nodeModule.wrap(readFileSync(file, 'latin1')), {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, nodeModule.createRequire(file), module, file, folder)
  if (!cachedData || script.cachedDataRejected) setTimeout(() => keep(script, keptIn), KEEP_AFTER_MS).unref()
}

function readKept(path) {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

function keep(script, path) {
  const part = `${path}.${process.pid}`
  try {
    // On the disk before it has its name: half of it after a power cut would be run as code.
    writeFileSync(part, script.createCachedData(), { flush: true })
    renameSync(part, path)
  } catch {
    // A program folder that is only read: each start compiles for itself.
  }
}
