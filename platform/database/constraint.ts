import type { Refusal } from '../refusals.ts'

/**
 * Runs a write and translates a broken constraint into the module's refusal: the database decides, so two callers at
 * once cannot both win. Whatever is not named here stays a bug.
 */
export async function translating<T>(
  refusals: Readonly<Record<string, () => Refusal>>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const name = error instanceof Error && 'constraint' in error ? error.constraint : undefined
    const refuse = typeof name === 'string' && Object.hasOwn(refusals, name) ? refusals[name] : undefined
    throw refuse ? refuse() : error
  }
}
