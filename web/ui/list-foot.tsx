import type { ReactNode } from 'react'
import { useText } from '../text/text.ts'
import { Button } from './button.tsx'
import { useFormat } from './use-format.ts'

type ListFootProps = {
  total: number | undefined
  says: (total: string, many: number) => string
  more: (() => void) | undefined
  busy: boolean
  /** What the rows come to, at the right. */
  sum?: ReactNode
}

/** Below the double rule: how many there are, what they come to, and the way to the next ones. */
export function ListFoot({ total, says, more, busy, sum }: ListFootProps) {
  const t = useText()
  const format = useFormat()
  return (
    <>
      <span>{total !== undefined && says(format.quantity(total), total)}</span>
      {sum}
      {more && (
        <Button size="s" busy={busy} onClick={more}>
          {t.common.table.load_more}
        </Button>
      )}
    </>
  )
}
