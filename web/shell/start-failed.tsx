import { problemFrom } from '../api/problem.ts'
import { useText } from '../text/text.ts'
import { ErrorState } from '../ui/states.tsx'

const retryAfterS = 5

/** The server does not answer before there is anything on the screen: say so, and try again by ourselves. */
export function StartFailed({ error }: { error: unknown }) {
  const t = useText()
  return (
    <main className="start-failed">
      <h1 className="only-read">{t.common.product_name}</h1>
      <ErrorState
        title={t.shell.failure.title(t.shell.failure.page)}
        problem={problemFrom(error)}
        onRetry={() => location.reload()}
        retryAfterS={retryAfterS}
      />
    </main>
  )
}
