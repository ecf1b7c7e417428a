import { Download } from 'lucide-react'
import { download } from '../api/download.ts'
import { problemFrom } from '../api/problem.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ListBar } from '../ui/list-tools.tsx'
import { Figures } from '../ui/section.tsx'
import { Table } from '../ui/table.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { ImportDetail } from './import-page.tsx'

export function Totals({ title, totals }: { title: string; totals: ImportDetail['check'] }) {
  const t = useText().imports
  const format = useFormat()
  return (
    <section className="sheet sheet-pad" aria-label={title}>
      <h2 className="section-title">{title}</h2>
      <Figures
        figures={(['created', 'changed', 'unchanged', 'refused'] as const).map((key) => ({
          name: t[key],
          value:
            key === 'refused' && totals.refused > 0 ? (
              <span className="bad">{format.quantity(totals.refused)}</span>
            ) : (
              format.quantity(totals[key])
            ),
        }))}
      />
    </section>
  )
}

/** Every cell that was refused, with its place in the file and what to write instead. */
export function Problems({ run }: { run: ImportDetail }) {
  const t = useText().imports
  const save = () =>
    void download(`${run.file_name}-errores.csv`, 'GET /api/imports/:id/report', {
      params: { id: run.id },
      query: {},
    }).catch((error: unknown) => toast(problemFrom(error).title, { tone: 'bad' }))
  const nameOf = new Map(run.columns.map(({ name, says }) => [name, says]))
  const rows = run.problems.map((problem, index) => ({ ...problem, key: `${problem.row}.${index}` }))
  return (
    <section className="sheet" aria-label={t.problems}>
      <ListBar
        end={
          rows.length > 0 && (
            <Button size="s" icon={Download} onClick={save}>
              {t.report}
            </Button>
          )
        }
      >
        <h2 className="section-title">{t.problems}</h2>
        {rows.length > 0 && <span className="quiet">{t.first_problems(rows.length)}</span>}
      </ListBar>
      <Table
        caption={t.problems}
        columns={[
          { key: 'row', head: t.problem_row, width: '80px', card: 'side', cell: ({ row }) => row },
          {
            key: 'column',
            head: t.problem_column,
            card: 'line',
            cell: ({ column }) => nameOf.get(column ?? '') ?? column,
          },
          { key: 'given', head: t.problem_given, card: 'line', cell: ({ given }) => given },
          { key: 'says', head: t.problem_says, card: 'title', cell: ({ says }) => says },
        ]}
        rows={rows}
        rowKey={({ key }) => key}
        empty={<p className="sheet-pad quiet">{t.no_problems}</p>}
      />
    </section>
  )
}
