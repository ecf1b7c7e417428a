import { useRef, useState } from 'react'
import { call } from './call.ts'
import { type Problem, problemFrom } from './problem.ts'
import type { AnswerOf, Args, InputOf, Route } from './route-types.ts'

/** An act on a page before the shop, where there is no query cache: const login = useSend('POST /api/auth/login'). */
export function useSend<R extends Route>(
  route: R,
  onDone: (answer: AnswerOf<R>) => void,
  onRefused?: (problem: Problem) => void,
) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const last = useRef<{ act: string; key: string } | null>(null)

  const send = async (input: InputOf<R>): Promise<void> => {
    const act = JSON.stringify(input)
    if (last.current?.act !== act) last.current = { act, key: crypto.randomUUID() }
    setBusy(true)
    setProblem(null)
    try {
      const answer = await call(route, ...([input, { key: last.current.key }] as unknown as Args<R>))
      last.current = null
      onDone(answer)
    } catch (error) {
      const refused = problemFrom(error)
      if (!refused.isUnanswered) last.current = null
      setProblem(refused)
      onRefused?.(refused)
    } finally {
      setBusy(false)
    }
  }
  return { send, busy, problem, clear: () => setProblem(null) }
}
