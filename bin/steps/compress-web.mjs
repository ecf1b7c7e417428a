import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const bytesMin = 1024
const texts = /\.(js|css|svg|html|json|webmanifest)$/

/**
 * Puts beside each file of the web app its compressed forms, which the server sends to who understands them: brotli
 * over HTTPS and on this machine, gzip elsewhere. Once at the build, so that no request waits for it.
 */
export function compressWeb(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !texts.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const content = readFileSync(path)
    if (content.length < bytesMin) continue
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params: quality }))
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
  }
}
