import { availableParallelism } from 'node:os'
import { defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

// The doors of package.json carry two conditions: tests run the TypeScript source, production the compiled files.
const conditions = ['source', ...defaultServerConditions]
/** Of two cores vitest would leave one idle; a worker of these waits for PostgreSQL half of its time. */
const maxWorkers = Math.max(2, availableParallelism() - 1)
const shared = { ssr: { resolve: { conditions, externalConditions: conditions } }, resolve: { conditions } }

export default defineConfig({
  ...shared,
  cacheDir: '.vitest-cache',
  test: {
    // A dozen lanes follow each other: what the first has compiled the others read.
    experimental: { fsModuleCache: true, fsModuleCachePath: '.vitest-cache/modules' },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          isolate: false,
          maxWorkers,
          include: ['**/*.unit.test.ts'],
          exclude: ['node_modules', 'dist', 'tools/**'],
          testTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'tidy',
          include: ['tools/tidy/*.test.ts'],
          testTimeout: 60_000,
          // One worker parses every source once for all of them.
          isolate: false,
          maxWorkers: 1,
        },
      },
      {
        ...shared,
        test: {
          name: 'shop',
          setupFiles: ['tests/support/close-at-end.ts'],
          include: [
            'business/**/*.test.ts',
            'doctor/**/*.test.ts',
            'platform/**/*.test.ts',
            'tests/journeys/**/*.test.ts',
            'tests/olist/**/*.test.ts',
            'demo/**/*.test.ts',
          ],
          exclude: ['**/*.unit.test.ts', 'node_modules', 'dist'],
          globalSetup: ['tests/support/cluster.ts'],
          // A worker serves many files: modules are read once, each file still has a database of its own.
          isolate: false,
          maxWorkers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'browser',
          setupFiles: ['tests/support/close-at-end.ts'],
          include: ['tests/browser/**/*.test.ts'],
          // The matrix of pages is a lane of its own.
          exclude: ['tests/browser/pages.test.ts'],
          globalSetup: ['tests/support/cluster.ts', 'tests/support/build.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
          // What is on screen when a test presses depends on the machine: one browser at a time has it for itself.
          fileParallelism: false,
          isolate: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'pictures',
          setupFiles: ['tests/support/close-at-end.ts'],
          include: ['tests/browser/pages.test.ts'],
          globalSetup: ['tests/support/cluster.ts', 'tests/support/build.ts'],
          testTimeout: 900_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'chaos',
          setupFiles: ['tests/support/close-at-end.ts'],
          include: ['tests/chaos/*.test.ts', 'tests/simulation/*.test.ts'],
          globalSetup: ['tests/support/cluster.ts'],
          isolate: false,
          // The campaigns of a release take hours; those of every change end in minutes.
          testTimeout: process.env.CHAOS_LONG ? 10_800_000 : 1_200_000,
          hookTimeout: 300_000,
          // These hardly wait: a third one beside them costs all of them more than it does.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...shared,
        test: {
          name: 'chaos-program',
          include: ['tests/chaos/program/*.test.ts'],
          globalSetup: ['tests/chaos/program/prepare.ts'],
          isolate: false,
          testTimeout: process.env.CHAOS_LONG ? 10_800_000 : 1_200_000,
          hookTimeout: 120_000,
          // More than two cores: some of the campaigns wait most of the time.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
      {
        ...shared,
        test: {
          name: 'drills',
          include: ['tests/drills/**/*.test.ts'],
          globalSetup: ['tests/support/build.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          isolate: false,
        },
      },
    ],
  },
})
