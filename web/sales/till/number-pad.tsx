import { Delete } from 'lucide-react'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/icon.tsx'

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '000', '0'] as const
const amountMax = 999_999_999_999

/** The till's own numbers, as large as a thumb: no keyboard slides over what one reads. */
export function NumberPad({ amount, onChange }: { amount: number | null; onChange: (amount: number) => void }) {
  const t = useText()
  const written = amount ? String(amount) : ''
  const write = (text: string) => onChange(Math.min(Number(text || '0'), amountMax))
  return (
    <div className="number-pad" role="group" aria-label={t.till.number_pad}>
      {digits.map((digit) => (
        <button key={digit} type="button" onClick={() => write(written + digit)}>
          {digit}
        </button>
      ))}
      <button type="button" aria-label={t.till.erase} onClick={() => write(written.slice(0, -1))}>
        <Icon of={Delete} />
      </button>
    </div>
  )
}
