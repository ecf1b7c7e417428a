import { renameSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from 'vite'
import { root } from './root.mjs'

/** Many small files of their own; what they import is read with them. */
const joined = ['kysely', 'zod']

/**
 * Joins the server's eleven hundred files into a few: finding and linking them one by one takes longer than all the rest
 * of a start. The single files stay, for the commands and for workers, and each still sees itself in its own place.
 */
export async function joinServer() {
  const dist = join(root, 'dist')
  const part = join(dist, `joined.${process.pid}`)
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [inItsPlace(dist)],
    ssr: { noExternal: joined },
    build: {
      ssr: join(dist, 'bin', 'server.js'),
      outDir: part,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'server.js', chunkFileNames: '[name]-[hash].js' } },
    },
  })
  rmSync(join(dist, 'joined'), { recursive: true, force: true })
  renameSync(part, join(dist, 'joined'))
}

/** Files that look for others beside them must find them where they were. */
function inItsPlace(dist) {
  return {
    name: 'in-its-place',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(dist) || !code.includes('import.meta.url')) return null
      const place = `new URL(${JSON.stringify(`../${relative(dist, id)}`)}, import.meta.url).href`
      return { code: code.replaceAll('import.meta.url', place), map: null }
    },
  }
}
