import { problemFrom } from '../../api/problem.ts'
import { useText } from '../../text/text.ts'
import { ErrorState } from '../../ui/states.tsx'
import { TillFrame } from './till-frame.tsx'

/** What the till cannot begin without did not come: said so, with the way to ask again. */
export function TillFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useText()
  return (
    <TillFrame>
      <main className="till-alone">
        <ErrorState title={t.common.errors.title} problem={problemFrom(error)} onRetry={onRetry} />
      </main>
    </TillFrame>
  )
}
