import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useList } from '../api/use-list.ts'
import { to } from '../paths.ts'
import { useGo } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { State, type Tone } from '../ui/chip.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useFormat } from '../ui/use-format.ts'
import { NewImport } from './new-import.tsx'

export type ImportRow = AnswerOf<'GET /api/imports'>['items'][number]
export type ImportDetail = AnswerOf<'GET /api/imports/:id'>

/** `/importar`: bring a spreadsheet, and everything that was brought before. */
export function ImportPage() {
  const t = useText()
  const may = useMay()
  const go = useGo()
  const past = useList('GET /api/imports', { query: {} })
  const columns = useColumns()
  return (
    <div className="stack">
      {may('imports.run') && <NewImport onTaken={({ id }) => go(to.importRun(id))} />}
      <section className="sheet" aria-label={t.imports.past}>
        <div className="sheet-pad">
          <Section level={2} title={t.imports.past}>
            {null}
          </Section>
        </div>
        {past.problem ? (
          <ErrorState
            title={t.shell.failure.title(t.imports.the_imports)}
            problem={past.problem}
            onRetry={past.retry}
          />
        ) : (
          <Table
            caption={t.imports.imports}
            columns={columns}
            rows={past.rows}
            rowKey={({ id }) => id}
            rowName={({ file_name }) => file_name}
            loading={past.loading}
            onOpen={({ id }) => go(to.importRun(id))}
            empty={<EmptyState small title={t.imports.none} />}
            foot={
              past.more && (
                <Button size="s" busy={past.loadingMore} onClick={past.more}>
                  {t.common.table.load_more}
                </Button>
              )
            }
          />
        )}
      </section>
    </div>
  )
}

const tones: Partial<Record<ImportRow['status'], Tone>> = { completed: 'ok', failed: 'bad', checked: 'info' }

export function ImportState({ status }: { status: ImportRow['status'] }) {
  const t = useText().imports
  return <State tone={tones[status] ?? 'neutral'}>{t.states[status]}</State>
}

function useColumns(): Column<ImportRow>[] {
  const t = useText().imports
  const format = useFormat()
  return [
    { key: 'file', head: t.file, card: 'title', cell: ({ file_name }) => <b>{file_name}</b> },
    { key: 'rows', head: t.rows, align: 'number', card: 'line', cell: ({ rows_total: rows }) => format.quantity(rows) },
    { key: 'by', head: t.by, card: 'line', cell: ({ created_by_name }) => created_by_name },
    { key: 'when', head: t.when, card: 'line', cell: ({ created_at }) => format.moment(created_at) },
    { key: 'state', head: t.state, card: 'side', cell: ({ status }) => <ImportState status={status} /> },
  ]
}
