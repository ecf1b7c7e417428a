import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { Select } from '../ui/choice-fields.tsx'
import type { FieldWords } from '../ui/field.tsx'

type ChoiceProps = FieldWords & {
  value: string
  onChange: (value: string) => void
  /** What an empty choice says. */
  none: string
  size?: 's' | 'm' | 'l'
  name?: string
}

const placesMax = '200'

/** Every category under its path: "Aceites › Motor". */
export function CategorySelect({ none, except, ...field }: ChoiceProps & { except?: string | undefined }) {
  const categories = useAnswer('GET /api/categories', { query: { limit: placesMax } })
  const options = (categories.data?.items ?? [])
    .filter(({ id }) => id !== except)
    .map(({ id, path }) => ({ value: id, label: path.join(' › ') }))
    .sort((a, b) => a.label.localeCompare(b.label))
  return <Select {...field} options={[{ value: '', label: none }, ...options]} />
}

/** Shown only where there is more than one warehouse to choose from. */
export function WarehouseSelect({ none, ...field }: ChoiceProps) {
  const may = useMay()
  const warehouses = useAnswer(
    'GET /api/warehouses',
    { query: { limit: placesMax } },
    { enabled: may('warehouses.see') },
  )
  const options = (warehouses.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  if (options.length < 2) return null
  return <Select {...field} options={[{ value: '', label: none }, ...options]} />
}
