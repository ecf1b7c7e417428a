import type { Tx } from '#platform/context'
import { refuse } from '../refusals.ts'

type Pointing = {
  readonly category_id?: string | null | undefined
  readonly image_file_id?: string | null | undefined
  readonly family_id?: string | null | undefined
}

/** Refuses products that point at a category or image that is not there. */
export async function assertKnown(tx: Tx, inputs: readonly Pointing[]): Promise<void> {
  const categories = idsOf(inputs.map((input) => input.category_id))
  const images = idsOf(inputs.map((input) => input.image_file_id))
  if (categories.length > 0) {
    const known = await tx.db
      .selectFrom('catalog.category')
      .select('id')
      .where('id', 'in', categories)
      .where('archived_at', 'is', null)
      .execute()
    const unknown = missing(categories, known)
    if (unknown) throw refuse.unknownCategory({ category_id: unknown })
  }
  if (images.length > 0) {
    const known = await tx.db.selectFrom('platform.file').select('id').where('id', 'in', images).execute()
    const unknown = missing(images, known)
    if (unknown) throw refuse.unknownImage({ image_file_id: unknown })
  }
}

/** The option names of each family that these products belong to. */
export async function familyOptions(tx: Tx, inputs: readonly Pointing[]): Promise<Map<string, readonly string[]>> {
  const ids = idsOf(inputs.map((input) => input.family_id))
  if (ids.length === 0) return new Map()
  const families = await tx.db
    .selectFrom('catalog.family')
    .select(['id', 'option_names'])
    .where('id', 'in', ids)
    .where('archived_at', 'is', null)
    .execute()
  const unknown = missing(ids, families)
  if (unknown) throw refuse.unknownFamily({ family_id: unknown })
  return new Map(families.map(({ id, option_names }) => [id, option_names]))
}

function idsOf(ids: readonly (string | null | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null && id !== undefined))]
}

function missing(ids: readonly string[], known: readonly { id: string }[]): string | undefined {
  const found = new Set(known.map(({ id }) => id))
  return ids.find((id) => !found.has(id))
}
