import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../results/', import.meta.url))

export interface Report {
  readonly name: string
  readonly title: string
  /** What was measured and how, so that another machine can repeat it. */
  readonly how: string
  /** Markdown: tables and what to read in them. */
  readonly body: string
  readonly figures: unknown
}

/** Where, when and of which version figures are; they mean nothing without. */
function circumstances() {
  const [first] = cpus()
  return {
    date: new Date().toISOString(),
    commit: commitOf(),
    machine: `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${type()} ${release()}, Node ${process.versions.node}`,
    load_before: loadAtStart.map((one) => Number(one.toFixed(1))),
  }
}

const loadAtStart = loadavg()

function commitOf(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '-uno') ? ' with changes' : ''}`
  } catch {
    return 'unknown'
  }
}

/** Writes `bench/results/NAME.json` and `.md`, and prints the page. */
export function report({ name, title, how, body, figures }: Report): void {
  const where = circumstances()
  const page = `# ${title}\n\n${how}\n\n${Object.entries(where)
    .map(([what, said]) => `- ${what.replaceAll('_', ' ')}: ${said}`)
    .join('\n')}\n\n${body}\n`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify({ ...where, figures }, null, 2)}\n`)
  writeFileSync(`${folder}${name}.md`, page)
  console.log(page)
}
