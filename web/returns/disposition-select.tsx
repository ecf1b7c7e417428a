import type { Disposition } from '#returns/contract'
import { useText } from '../text/text.ts'
import { Select } from '../ui/choice-fields.tsx'

type DispositionProps<Value extends Disposition> = {
  label: string
  value: Value
  onChange: (value: Value) => void
  options?: readonly Value[]
}

/** Where goods that come back go, with what that means. */
export function DispositionSelect<Value extends Disposition>({
  label,
  value,
  onChange,
  options = ['restock', 'quarantine', 'scrap', 'to_supplier'] as unknown as readonly Value[],
}: DispositionProps<Value>) {
  const t = useText().returns
  return (
    <div className="return-where">
      <Select
        label={label}
        help={t.disposition_says[value]}
        value={value}
        onChange={onChange}
        options={options.map((one) => ({ value: one, label: t.dispositions[one] }))}
      />
    </div>
  )
}
