import { useId } from 'react'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { TextField, type TextFieldProps } from '../ui/text-field.tsx'

const offeredMax = 40

/** What an expense was for: any word, and the words used before are offered, so that sums stay together. */
export function CategoryField(props: TextFieldProps) {
  const list = useId()
  const may = useMay()
  const before = useAnswer('GET /api/expenses/summary', {}, { enabled: may('expenses.see') })
  return (
    <>
      <TextField {...props} list={list} />
      <datalist id={list}>
        {(before.data?.categories ?? []).slice(0, offeredMax).map(({ category }) => (
          <option key={category} value={category} />
        ))}
      </datalist>
    </>
  )
}
