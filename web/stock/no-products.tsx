import { useMay } from '../api/session-store.ts'
import { to } from '../paths.ts'
import { Link } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState, NothingFound } from '../ui/states.tsx'
import { type Shown, viewOf } from './product-views.ts'

/** An empty shop, an empty view and a search that found nothing are three things. */
export function NoProducts({ shown, onAdd }: { shown: Shown; onAdd: () => void }) {
  const t = useText().catalog
  const may = useMay()
  const view = viewOf(shown.view)
  if (shown.q || shown.categoria || shown.estado) return <NothingFound title={t.nothing} />
  if (view === 'low') return <EmptyState small title={t.nothing_low} />
  if (view === 'archived') return <EmptyState small title={t.nothing_archived} />
  return (
    <EmptyState
      title={t.empty_title}
      text={t.empty_text}
      actions={
        may('products.edit') && (
          <Button kind="primary" size="l" onClick={onAdd}>
            {t.form.create}
          </Button>
        )
      }
      link={may('imports.run') && <Link to={to.import()}>{t.from_sheet}</Link>}
    />
  )
}
