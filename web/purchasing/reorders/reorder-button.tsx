import { PackagePlus } from 'lucide-react'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.tsx'
import { reorderRoutes } from '../stale-routes.ts'

type Place = { product_id: string; warehouse_id: string }
type ButtonProps = {
  places: readonly Place[]
  of?: string
  onDone?: () => void
  kind?: 'on-plate' | 'secondary'
  size?: 's' | 'm'
}

/** From an alert to a request in one click: the usual quantity, of the preferred supplier, unless it is asked for already. */
export function ReorderButton({ places, of, onDone, kind = 'secondary', size = 'm' }: ButtonProps) {
  const t = useText().purchasing.reorders
  const may = useMay()
  const go = useGo()
  const reorder = useCommand('POST /api/reorders/from-alerts', {
    refresh: reorderRoutes,
    onDone: ({ created, already }) => {
      toast(t.button_done(created.length, already))
      onDone?.()
      go(to.reorders())
    },
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  if (!may('purchases.edit')) return null
  return (
    <Button
      kind={kind}
      size={size}
      icon={PackagePlus}
      busy={reorder.isPending}
      aria-label={of && `${t.button}: ${of}`}
      onClick={() => reorder.mutate({ body: { places: [...places] } })}
    >
      {t.button}
    </Button>
  )
}
