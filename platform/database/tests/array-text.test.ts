import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openShop } from '../../../tests/support/open-shop.ts'
import { arrayText } from '../array-text.ts'

test('what is written as an array literal is read back the same', async () => {
  const shop = await openShop()
  const texts = [
    'plain',
    '',
    ' ',
    'null',
    'NULL',
    'a,b',
    '{x}',
    '"quoted"',
    'back\\slash',
    "l'ñandú\n\t",
    null,
    'a:b.c-d+e',
  ]
  const numbers = [0, -1, 1.5, 999_999_999_999_999, null]
  const { rows } = await sql<{ texts: unknown; numbers: unknown }>`
    select to_jsonb(${arrayText(texts)}::text[]) as texts, to_jsonb(${arrayText(numbers)}::numeric[]) as numbers`.execute(
    shop.db,
  )
  expect(rows[0]).toEqual({ texts, numbers })
  const { rows: others } = await sql<{ is: boolean }>`
    select ${arrayText([true, false])}::boolean[] = array[true, false]
      and ${arrayText([new Date(0)])}::timestamptz[] = array['1970-01-01T00:00:00Z'::timestamptz] as is`.execute(
    shop.db,
  )
  expect(others[0]?.is).toBe(true)
})
