import { useAnswer } from '../../api/use-answer.ts'
import { useWorkingStore } from '../../api/working-store.ts'
import { useText } from '../../text/text.ts'
import { Select } from '../../ui/choice-fields.tsx'

/** The open stores, and the one a new document is written for. Where there is one store, or one was chosen in the head, nobody is asked. */
export function useStoreOf(chosen: string | null) {
  const working = useWorkingStore()
  const stores = useAnswer('GET /api/stores').data?.items.filter(({ archived_at }) => archived_at === null) ?? []
  return { stores, store_id: chosen ?? working ?? stores[0]?.id, asks: working === null && stores.length > 1 }
}

type StorePartProps = { choice: ReturnType<typeof useStoreOf>; onChange: (store_id: string) => void }

export function StorePart({ choice, onChange }: StorePartProps) {
  const t = useText()
  if (!choice.asks) return null
  return (
    <Select
      label={t.shell.store}
      value={choice.store_id ?? ''}
      onChange={onChange}
      options={choice.stores.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
