import { basename } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take minutes, the longest first. */
const longest = ['nth-call', 'shop-days', 'crashes', 'stops', 'model', 'last-units', 'slow-clients', 'lock-order'].map(
  (name) => `${name}.test.ts`,
)

/**
 * Begins with what takes longest: for what begins last all but one worker wait in the end. Where nothing has run before,
 * as in a fresh clone, the largest files would be taken for the longest, and the campaigns stand in the smallest.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const placeOf = ({ moduleId }: TestSpecification) => {
      const at = longest.indexOf(basename(moduleId))
      return at === -1 ? longest.length : at
    }
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}
