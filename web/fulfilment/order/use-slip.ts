import { useState } from 'react'
import { download } from '../../api/download.ts'
import { problemFrom } from '../../api/problem.ts'
import { toast } from '../../ui/toast.tsx'

/** Fetches the packing slip as a file to print. */
export function useSlip(number: number) {
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      const params = { number: String(number) }
      await download(`${number}.pdf`, 'GET /api/fulfilments/:number/packing-slip', { params })
    } catch (error) {
      toast(problemFrom(error).title, { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return { busy, run: () => void run() }
}
