import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { installPackages } from './install.mjs'
import { root } from './root.mjs'

/** Installs and builds what is missing, then runs a built entry in this very process, so that signals reach it. */
export async function runBuilt(entry) {
  process.env.NODE_ENV ??= 'production'
  await installPackages()
  await build()
  await import(pathToFileURL(join(root, 'dist', entry)).href)
}
