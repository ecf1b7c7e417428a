import { CircleAlert, CircleCheck, ScanBarcode } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { cx } from '../ui/class-names.ts'
import { Icon } from '../ui/icon.tsx'
import { useScanner } from '../ui/scanner.ts'
import type { Echo } from './use-echo.ts'
import './scan-line.css'

/** Where a code is typed when the scanner is not at hand; a scan is heard wherever the focus is. */
export function ScanLine({
  label,
  onScan,
  echo,
}: {
  label: string
  onScan: (code: string) => void
  echo: Echo | null
}) {
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  useScanner(onScan, () => field.current)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onScan(typed)
    setTyped('')
  }
  return (
    <>
      <form onSubmit={submit}>
        <label className="hand-scan">
          <Icon of={ScanBarcode} size="l" />
          <span className="only-read">{label}</span>
          <input
            ref={field}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder={label}
            autoComplete="off"
            autoCapitalize="off"
            enterKeyHint="done"
            spellCheck={false}
          />
        </label>
      </form>
      <div aria-live="assertive" className="echo-place">
        {echo && (
          <p key={echo.id} className={cx('echo', echo.tone)}>
            <Icon of={echo.tone === 'good' ? CircleCheck : CircleAlert} size="l" />
            <span>{echo.says}</span>
          </p>
        )}
      </div>
    </>
  )
}
