import { useText } from '../text/text.ts'
import { TextField } from '../ui/text-field.tsx'

type PeriodProps = { from: string; to: string; onChange: (change: { from?: string; to?: string }) => void }

/** From and to, as two small fields of a list's bar. */
export function PeriodFields({ from, to, onChange }: PeriodProps) {
  const t = useText().audit
  return (
    <>
      <TextField
        label={t.from}
        hideLabel
        size="s"
        type="date"
        before={<span className="quiet">{t.from}</span>}
        value={from}
        onChange={(next) => onChange({ from: next })}
      />
      <TextField
        label={t.to}
        hideLabel
        size="s"
        type="date"
        before={<span className="quiet">{t.to}</span>}
        value={to}
        onChange={(next) => onChange({ to: next })}
      />
    </>
  )
}
