import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { useFormat } from '../ui/use-format.ts'

type FootProps = { total: number | undefined; more: (() => void) | undefined; busy: boolean; cut: boolean }

export function ProductsFoot({ total, more, busy, cut }: FootProps) {
  const t = useText()
  const format = useFormat()
  return (
    <>
      <span>{total !== undefined && t.catalog.count(format.quantity(total), total)}</span>
      {more && (
        <Button size="s" busy={busy} onClick={more}>
          {t.common.table.load_more}
        </Button>
      )}
      {cut && <Link to={to.lowStock()}>{t.catalog.low_more}</Link>}
    </>
  )
}
