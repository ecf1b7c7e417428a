import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'

/** How many there are, and the way to the next page of them. */
export function ListFoot({ says, more, busy }: { says: string | null; more: (() => void) | undefined; busy: boolean }) {
  const t = useText()
  return (
    <>
      <span>{says}</span>
      {more && (
        <Button size="s" busy={busy} onClick={more}>
          {t.common.table.load_more}
        </Button>
      )}
    </>
  )
}
