import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'
import { parts, root, wrongsOf } from './parts.ts'
import { weave } from './weave.ts'

const conditions = ['source', ...defaultServerConditions]
const part = parts[process.env.MUTATE_PART ?? '']
const { mutants } = part === undefined ? { mutants: [] } : wrongsOf(part)
const byPath = new Map<string, typeof mutants>()
for (const one of mutants) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one])

export default defineConfig({
  root,
  cacheDir: '.vitest-cache',
  ssr: { resolve: { conditions, externalConditions: conditions } },
  resolve: { conditions },
  plugins: [
    {
      name: 'all-wrongs-behind-switches',
      enforce: 'pre',
      transform(_, id) {
        const path = relative(root, id.split('?')[0] ?? id)
        const here = byPath.get(path)
        return here && path.endsWith('.ts')
          ? { code: weave(readFileSync(`${root}/${path}`, 'utf8'), here), map: null }
          : null
      },
    },
  ],
  test: {
    name: 'mutate',
    include: ['tools/mutate/judge.ts'],
    setupFiles: ['tests/support/close-at-end.ts'],
    globalSetup: ['tests/support/cluster.ts'],
    runner: './tools/mutate/runner.ts',
    isolate: false,
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
