import { Check } from 'lucide-react'
import { useCommand } from '../api/use-answer.ts'
import { ReorderButton } from '../purchasing/parts.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { BulkBar } from '../ui/list-tools.tsx'
import { toast } from '../ui/toast.tsx'

/** Says that somebody sees to the chosen alerts, each named by its product and warehouse. */
export function AcknowledgeBar({ chosen, onDrop }: { chosen: ReadonlySet<string>; onDrop: () => void }) {
  const t = useText().stock.alerts
  const acknowledge = useCommand('POST /api/stock-alerts/acknowledge', {
    refresh: ['GET /api/stock-alerts', 'GET /api/stock-alerts/count'],
    onDone: ({ acknowledged }) => {
      toast(t.seen_done(acknowledged))
      onDrop()
    },
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  const items = [...chosen].map((key) => {
    const [product_id = '', warehouse_id = ''] = key.split(' ')
    return { product_id, warehouse_id }
  })
  return (
    <BulkBar count={chosen.size} onDrop={onDrop}>
      <Button
        kind="on-plate"
        icon={Check}
        busy={acknowledge.isPending}
        onClick={() => acknowledge.mutate({ body: { items } })}
      >
        {t.sure}
      </Button>
      <ReorderButton kind="on-plate" places={items} onDone={onDrop} />
    </BulkBar>
  )
}
