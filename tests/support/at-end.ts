import { afterAll, onTestFinished } from 'vitest'

type Work = () => Promise<unknown>

const left: Work[] = []

/**
 * Closes what a helper opened: after the test that opened it, or after the file when a hook or the file itself did.
 * `afterAll` alone would not do: called once the file's tests are collected, it is never heard.
 */
export function atEnd(work: Work): void {
  try {
    onTestFinished(async () => void (await work()))
  } catch {
    left.push(work)
  }
}

/** For a setup file, which runs before each test file. */
export function closeAtEnd(): void {
  afterAll(async () => {
    for (const work of left.splice(0).reverse()) await work()
  })
}
