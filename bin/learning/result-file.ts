import { accessSync, constants, createWriteStream, realpathSync, renameSync, rmSync, statSync } from 'node:fs'

/** Where a command writes its answer, line by line. */
export interface Result {
  line(text: string): void | Promise<void>
}

/**
 * Opens the place of an answer, lets `write` fill it, and closes it. A file is written under another name beside its own and
 * takes its own when it is whole, so that nothing half-written ever stands there. Without a path the answer goes to the output.
 */
export async function writeResult<T>(path: string | undefined, write: (result: Result) => Promise<T>): Promise<T> {
  if (path === undefined) return filled(process.stdout, write)
  const target = fileAt(path)
  // A device or a pipe cannot be replaced by a file.
  if (target === null) return filled(createWriteStream(path), write)
  const part = `${target}.${process.pid}.part`
  const drop = () => rmSync(part, { force: true })
  const stop = () => process.exit(130)
  process.once('exit', drop).once('SIGINT', stop).once('SIGTERM', stop)
  const told = await filled(createWriteStream(part, { flags: 'wx' }), write)
  renameSync(part, target)
  process.off('exit', drop).off('SIGINT', stop).off('SIGTERM', stop)
  return told
}

/** The file behind the path, links followed; null where something stands there that is no file. */
function fileAt(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return path
  accessSync(path, constants.W_OK)
  return found.isFile() ? realpathSync(path) : null
}

async function filled<T>(file: NodeJS.WritableStream, write: (result: Result) => Promise<T>): Promise<T> {
  const failed = new Promise<never>((_, reject) => file.once('error', reject))
  const drained = () => new Promise<void>((resolve) => file.once('drain', () => resolve()))
  let text = ''
  const flush = () => {
    const isFull = !file.write(text)
    text = ''
    return isFull ? Promise.race([drained(), failed]) : undefined
  }
  const line = (one: string) => {
    text += `${one}\n`
    return text.length > FLUSH_FROM ? flush() : undefined
  }
  const told = await Promise.race([write({ line }), failed])
  // What is said when the last line is written comes before the error, which would come too late.
  const settled = (act: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => act((error) => (error ? reject(error) : resolve())))
  await Promise.race([settled((done) => file.write(text, done)), failed])
  if (file !== process.stdout) await Promise.race([settled((done) => file.end(done)), failed])
  return told
}

const FLUSH_FROM = 1 << 16
