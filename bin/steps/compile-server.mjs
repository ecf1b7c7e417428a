import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { sourcesIn } from './build.mjs'
import { root } from './root.mjs'

/**
 * Strips the types file by file; what the types say is checked by `npm test`, so a start needs neither the checker's
 * seconds nor the development packages. Everything else that lies beside the code (SQL, texts, data) goes along.
 */
export function compileServer(folders) {
  const part = join(root, `dist.${process.pid}`)
  rmSync(part, { recursive: true, force: true })
  for (const file of folders.flatMap((folder) => sourcesIn(join(root, folder)))) {
    const target = join(part, relative(root, file))
    mkdirSync(dirname(target), { recursive: true })
    if (/(?<!\.d)\.ts$/.test(file)) writeFileSync(target.replace(/\.ts$/, '.js'), compiled(file))
    else linkOrCopy(file, target)
  }
  replace(part, join(root, 'dist'))
}

function compiled(file) {
  const { options } = ts.convertCompilerOptionsFromJson(
    { target: 'es2023', module: 'esnext', verbatimModuleSyntax: true, rewriteRelativeImportExtensions: true },
    root,
  )
  return ts.transpileModule(readFileSync(file, 'utf8'), { fileName: file, compilerOptions: options }).outputText
}

/** The demo's data are large: a second name for the same file costs nothing, where the disk allows it. */
function linkOrCopy(file, target) {
  try {
    linkSync(file, target)
  } catch {
    copyFileSync(file, target)
  }
}

/** A start beside this one keeps reading the files it has open. */
function replace(part, dist) {
  const old = `${part}.old`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(part, dist)
  rmSync(old, { recursive: true, force: true })
}
