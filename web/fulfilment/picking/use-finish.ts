import { useState } from 'react'
import { type Problem, problemFrom } from '../../api/problem.ts'
import { useCommand } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { toast } from '../../ui/toast.tsx'
import { fulfilmentRoutes } from '../routes.ts'

type Order = { id: string; number: number; isReady: boolean }

/** Ends picking for the orders of a walk that are complete; with the last of them one goes on to pack. */
export function useFinish(orders: readonly Order[]) {
  const t = useText().fulfilment.picking
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const end = useCommand('POST /api/fulfilments/:number/picked', { refresh: fulfilmentRoutes })
  const ready = orders.filter(({ isReady }) => isReady)
  const run = async () => {
    setBusy(true)
    setProblem(null)
    try {
      for (const { id } of ready) await end.mutateAsync({ params: { number: id }, body: {} })
      toast(t.finished(ready.length))
      const [only] = ready
      if (ready.length < orders.length) return
      go(ready.length === 1 && only ? to.packing(only.number) : to.packs())
    } catch (error) {
      setProblem(problemFrom(error))
    } finally {
      setBusy(false)
    }
  }
  return { run: () => void run(), busy, problem, many: ready.length }
}
