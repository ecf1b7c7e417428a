import * as nodeModule from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { installPackages } from './install.mjs'
import { root } from './root.mjs'

/** Installs and builds what is missing. */
export async function prepareBuilt() {
  process.env.NODE_ENV ??= 'production'
  await installPackages()
  await build()
}

/** The same, then runs a built entry in this very process, so that signals reach it. */
export async function runBuilt(entry) {
  await prepareBuilt()
  // Newer Nodes keep the compiled code between starts.
  nodeModule.enableCompileCache?.(join(root, 'node_modules', '.cache', 'mostrador'))
  await import(pathToFileURL(join(root, 'dist', entry)).href)
}
