import type { Numbered } from './weave.ts'

/** What a worker is told to do. */
export type Orders =
  | {
      readonly ask: 'reach'
      readonly files: readonly string[]
      readonly functions: Readonly<Record<string, string>>
      readonly log_file: string
    }
  | { readonly ask: 'judge'; readonly trials: readonly Trial[] }

export interface Trial {
  readonly mutant: Numbered
  /** The function of the database with the wrong and without it. */
  readonly sql?: { readonly wrong: string; readonly right: string }
  /** The files that reach it, and which of their tests; null is all of them. */
  readonly files: readonly TrialFile[]
}

export interface TrialFile {
  readonly path: string
  readonly tests: readonly string[] | null
}

/** What a test file reaches when nothing is wrong. */
export interface Reach {
  readonly path: string
  readonly failed: string | null
  readonly took_ms: number
  /** Reached outside of the tests: by what prepares them. */
  readonly prepared: readonly number[]
  /** Reached while the files were read. */
  readonly read: readonly number[]
  readonly functions_prepared: readonly string[]
  readonly tests: readonly ReachOfTest[]
}

export interface ReachOfTest {
  readonly id: string
  readonly took_ms: number
  readonly has_failed: boolean
  readonly mutants: readonly number[]
  readonly functions: readonly string[]
}

/** What a worker says, a line each. */
export type Word =
  | ({ readonly say: 'reach' } & Reach)
  | { readonly say: 'trial'; readonly id: number; readonly path: string }
  | { readonly say: 'confirming'; readonly path: string }
  | { readonly say: 'done' }
  | { readonly say: 'verdict'; readonly id: number; readonly killed_by: string | null; readonly note?: string }
