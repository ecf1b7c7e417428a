import type { InvoiceOut } from '#purchasing/contract'
import { useText } from '../../text/text.ts'
import { State, type Tone } from '../../ui/chip.tsx'
import { useFormat } from '../../ui/use-format.ts'

/** Open, paid, cancelled; what is overdue speaks. */
export function InvoiceState({ invoice }: { invoice: Pick<InvoiceOut, 'status' | 'is_overdue'> }) {
  const t = useText().purchasing.invoices
  const tone: Tone = invoice.is_overdue ? 'bad' : invoice.status === 'paid' ? 'ok' : 'neutral'
  return <State tone={tone}>{invoice.is_overdue ? t.overdue : t.states[invoice.status]}</State>
}

/** How an invoice compares with our own papers: to the last peso, or by how much not. */
export function MatchState({ match }: { match: InvoiceOut['match'] }) {
  const t = useText().purchasing.invoices
  const format = useFormat()
  if (match.verdict === 'matches') return <State tone="ok">{t.matches}</State>
  if (match.verdict === 'no_receipt') return <State tone="warn">{t.no_receipt}</State>
  const by = match.difference_minor ?? 0
  return <State tone="bad">{by > 0 ? t.dearer(format.money(by)) : t.cheaper(format.money(-by))}</State>
}
