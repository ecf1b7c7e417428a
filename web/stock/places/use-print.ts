import { useState } from 'react'
import { download } from '../../api/download.ts'
import { problemFrom } from '../../api/problem.ts'
import type { InputOf } from '../../api/route-types.ts'
import { toast } from '../../ui/toast.tsx'

type Asked = NonNullable<InputOf<'POST /api/labels'>>['body']

/** Fetches labels as a file to print. */
export function usePrint() {
  const [busy, setBusy] = useState(false)
  const run = async (body: Asked) => {
    setBusy(true)
    try {
      await download(`labels.${body.format ?? 'pdf'}`, 'POST /api/labels', { body })
    } catch (error) {
      toast(problemFrom(error).title, { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return { busy, run: (body: Asked) => void run(body) }
}
