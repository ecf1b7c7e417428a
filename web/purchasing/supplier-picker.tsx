import { useState } from 'react'
import { useAnswer } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Combobox } from '../ui/combobox.tsx'

export type PickedSupplier = { id: string; name: string }
type PickerProps = {
  label?: string
  picked: PickedSupplier | null
  onPick: (supplier: PickedSupplier | null) => void
  error?: string | undefined
  size?: 's' | 'm' | 'l'
  optional?: boolean
}

const letters = 2

/** Finds a supplier by name, tax id, phone or e-mail. */
export function SupplierPicker({ label, picked, onPick, ...field }: PickerProps) {
  const t = useText().purchasing
  const [query, setQuery] = useState('')
  const wanted = query.trim()
  const found = useAnswer(
    'GET /api/suppliers',
    { query: { limit: '8', ...(wanted.length >= letters ? { q: wanted } : {}) } },
    { enabled: picked === null || wanted.length >= letters },
  )
  return (
    <Combobox
      {...field}
      label={label ?? t.supplier}
      placeholder={t.find_supplier}
      query={query}
      onQuery={setQuery}
      loading={found.isFetching}
      picked={picked && { id: picked.id, text: picked.name }}
      onClear={() => {
        setQuery('')
        onPick(null)
      }}
      choices={(found.data?.items ?? []).map(({ id, name, tax_id_text, phone }) => ({
        id,
        text: name,
        hint: tax_id_text ?? phone ?? '',
      }))}
      onPick={({ id, text: name }) => {
        setQuery('')
        onPick({ id, name })
      }}
    />
  )
}
