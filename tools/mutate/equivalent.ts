import type { Numbered } from './weave.ts'

interface Equivalent {
  readonly path: string
  /** The line as it is written, trimmed. */
  readonly line: string
  readonly was: string
  readonly becomes: string
  readonly because: string
}

/** Wrongs that change nothing anyone could see. Each of them is read again whenever its line changes. */
const equivalents: readonly Equivalent[] = []

export const isEquivalent = (mutant: Numbered): boolean => equivalents.some((one) => one.path === mutant.path)
