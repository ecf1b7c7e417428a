import { useCallback } from 'react'
import type { Fact } from '../live/feed.ts'
import { useFact } from '../live/use-live.ts'
import { useText } from '../text/text.ts'
import { toast } from '../ui/toast.tsx'

type Raised = { critical: number; high: number; products: readonly { name: string }[] }

/** Says what runs out, once, the moment the shop is told of it. */
export function AlertNews() {
  const t = useText().stock.alerts
  useFact(
    useCallback(
      ({ event, data }: Fact) => {
        if (event !== 'stock_alert.raised') return
        const { critical, high, products } = data as unknown as Raised
        const [first] = products
        if (first) toast(t.raised(first.name, critical + high - 1), { tone: 'bad' })
      },
      [t],
    ),
  )
  return null
}
