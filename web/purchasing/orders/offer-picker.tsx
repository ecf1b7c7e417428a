import { useState } from 'react'
import { useAnswer } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Money } from '../../ui/money.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { type DraftLine, lineOfOffer } from './draft-line.ts'

const letters = 2

/** What the supplier sells first, under their code or ours; then any other product, whose price one has to know. */
export function OfferPicker({ supplier_id, onPick }: { supplier_id: string; onPick: (line: DraftLine) => void }) {
  const t = useText().purchasing.orders
  const format = useFormat()
  const [query, setQuery] = useState('')
  const wanted = query.trim()
  const enabled = supplier_id !== ''
  const offers = useAnswer(
    'GET /api/suppliers/:id/products',
    { params: { id: supplier_id }, query: { limit: '8', ...(wanted ? { q: wanted } : {}) } },
    { enabled },
  )
  const products = useAnswer(
    'GET /api/products',
    { query: { q: wanted, status: 'active', limit: '6' } },
    { enabled: enabled && wanted.length >= letters },
  )
  const offered = enabled ? (offers.data?.items ?? []) : []
  const known = new Set(offered.map(({ product }) => product.id))
  const others =
    wanted.length < letters
      ? []
      : (products.data?.items ?? []).filter(({ id, kind }) => kind === 'good' && !known.has(id))
  const choices = [
    ...offered.map((offer) => ({
      id: offer.product.id,
      text: offer.product.name,
      hint: [
        offer.supplier_code ?? offer.product.sku,
        offer.pack_size !== 1 && t.pack_of(format.quantity(offer.pack_size)),
      ]
        .filter(Boolean)
        .join(' · '),
      side: offer.pack_cost_minor !== undefined && <Money minor={offer.pack_cost_minor} />,
    })),
    ...others.map(({ id, name, sku }) => ({ id, text: name, hint: `${sku} · ${t.not_offered}` })),
  ]
  const pick = (id: string) => {
    const offer = offered.find(({ product }) => product.id === id)
    const other = others.find((product) => product.id === id)
    if (offer) onPick(lineOfOffer(offer))
    else if (other) {
      onPick({
        product_id: other.id,
        name: other.name,
        sku: other.sku,
        supplier_code: null,
        quantity: 1,
        pack_size: 1,
        pack_cost_minor: other.cost ?? null,
        reorder_id: null,
      })
    }
    setQuery('')
  }
  return (
    <Combobox
      label={t.add}
      placeholder={enabled ? t.add_help : t.supplier_first}
      query={query}
      onQuery={setQuery}
      loading={offers.isFetching || products.isFetching}
      choices={choices}
      onPick={({ id }) => pick(id)}
    />
  )
}
