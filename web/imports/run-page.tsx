import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import type { ImportDetail } from './import-page.tsx'
import { MappingForm } from './mapping-form.tsx'
import { Progress, RunActs } from './run-acts.tsx'
import { Problems, Totals } from './run-report.tsx'

const pollMs = 2000
const working: readonly ImportDetail['status'][] = ['checking', 'running', 'undoing']

/** `/importar/{id}`: columns, dry run, progress, result; each step stands where the one before left it. */
export function ImportRunPage({ params }: PageProps) {
  const t = useText()
  const run = useAnswer('GET /api/imports/:id', { params: { id: params.id ?? '' } })
  useFollow(run.data?.status)
  return (
    <QueryState query={run} what={t.imports.the_import}>
      {(data) => (
        <div className="stack">
          <PageTitle title={data.file_name} back={to.import()} />
          <Run run={data} />
        </div>
      )}
    </QueryState>
  )
}

/** Facts tell each batch; asking every two seconds covers a feed that is away. */
function useFollow(status: ImportDetail['status'] | undefined): void {
  const cache = useQueryClient()
  const isWorking = status !== undefined && working.includes(status)
  useEffect(() => {
    if (!isWorking) return
    const timer = setInterval(() => void cache.invalidateQueries({ queryKey: ['GET /api/imports/:id'] }), pollMs)
    return () => clearInterval(timer)
  }, [cache, isWorking])
}

function Run({ run }: { run: ImportDetail }) {
  const t = useText().imports
  const may = useMay()
  const mapped = run.status === 'mapping' || run.status === 'checked'
  const happened = run.started_at !== null
  return (
    <>
      {working.includes(run.status) && <Progress run={run} />}
      {run.checked_at !== null && !happened && <Totals title={t.would} totals={run.check} />}
      {happened && <Totals title={t.happened} totals={run.run} />}
      {run.error && <p className="bad">{run.error}</p>}
      {may('imports.run') && <RunActs run={run} />}
      {(run.problems.length > 0 || run.status === 'checked') && <Problems run={run} />}
      {mapped && may('imports.run') && <MappingForm key={run.id} run={run} />}
    </>
  )
}
