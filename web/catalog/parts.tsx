import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useAnswer } from '../api/use-answer.ts'
import { Combobox } from '../ui/combobox.tsx'
import { Money } from '../ui/money.tsx'

export type PickedProduct = AnswerOf<'GET /api/products'>['items'][number]

/** Type a code or a name, pick a product; the box is free again for the next one. */
export function ProductPicker({ label, onPick }: { label: string; onPick: (product: PickedProduct) => void }) {
  const [query, setQuery] = useState('')
  const wanted = query.trim()
  const found = useAnswer(
    'GET /api/products',
    { query: { q: wanted, status: 'active', limit: '8' } },
    { enabled: wanted.length >= 2 },
  )
  const products = wanted.length >= 2 ? (found.data?.items ?? []) : []
  return (
    <Combobox
      label={label}
      query={query}
      onQuery={setQuery}
      loading={found.isFetching}
      choices={products.map(({ id, name, sku, price }) => ({
        id,
        text: name,
        hint: sku,
        side: <Money minor={price} />,
      }))}
      onPick={({ id }) => {
        const product = products.find((one) => one.id === id)
        if (product) onPick(product)
        setQuery('')
      }}
    />
  )
}
