import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import '../styles/sheets.css'

/** Something shown once, big enough to read aloud, with one touch to copy it. */
export function SecretBox({ label, secret, copies = secret }: { label: string; secret: string; copies?: string }) {
  const t = useText()
  const [copied, setCopied] = useState(false)
  const copy = () =>
    // Without a secure context there is no clipboard; the text itself is selected by one click.
    void navigator.clipboard?.writeText(copies).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <div className="secret-box" role="group" aria-label={label}>
      <code>{secret}</code>
      <Button size="s" icon={Copy} onClick={copy}>
        <span aria-live="polite">{copied ? t.common.copied : t.common.copy}</span>
      </Button>
    </div>
  )
}
