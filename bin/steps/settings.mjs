import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/** The settings' file is plain JavaScript although its name says TypeScript, so that it can be read before anything is built. */
export function readSettings() {
  const source = readFileSync(join(root, 'platform', 'settings.ts'), 'utf8')
  return import(`data:text/javascript,${encodeURIComponent(source)}`)
}

/** The environment without our secrets: package scripts and build tools have no business with them (S72). */
export async function environmentForTools() {
  const { settings } = await readSettings()
  const secret = new Set(Object.values(settings).flatMap(({ env, secret }) => (secret ? [env, `${env}_FILE`] : [])))
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !secret.has(name)))
}
