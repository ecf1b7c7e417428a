import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Segmented, Select } from '../ui/choice-fields.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import { Table } from '../ui/table.tsx'
import type { ImportDetail } from './import-page.tsx'
import './imports.css'

const none = ''
const sampleMax = 5

/** Which column of the file is which; the guess stands already, a person corrects it. */
export function MappingForm({ run }: { run: ImportDetail }) {
  const t = useText().imports
  const start: Record<string, string> = Object.fromEntries(
    run.columns.map(({ name }) => [name, String(run.mapping[name] ?? none)]),
  )
  const form = useForm({ mapping: start, ...run.reading })
  const check = useCommand('POST /api/imports/:id/map', { refresh: ['GET /api/imports/:id', 'GET /api/imports'] })
  const { mapping, decimal, day } = form.values
  const missing = run.columns.filter(({ name, required }) => required && mapping[name] === none)
  const submit = () => {
    const chosen = Object.entries(mapping).filter(([, at]) => at !== none)
    const body = {
      mapping: Object.fromEntries(chosen.map(([name, at]) => [name, Number(at)])),
      reading: { decimal, day },
    }
    check.mutate({ params: { id: run.id }, body })
  }
  const headings = [
    { value: none, label: t.not_in_file },
    ...run.headings.map((heading, index) => ({ value: String(index), label: heading || String(index + 1) })),
  ]
  return (
    <section className="sheet sheet-pad" aria-label={t.mapping}>
      <Section level={2} title={t.mapping}>
        <Form onSubmit={submit} problem={check.error} className="stack">
          <p className="second">{t.mapping_help}</p>
          <div className="form-grid">
            {run.columns.map(({ name, says, required }) => (
              <Select
                key={name}
                label={says}
                optional={!required}
                value={mapping[name] ?? none}
                onChange={(at) => form.set('mapping', { ...mapping, [name]: at })}
                options={headings}
              />
            ))}
          </div>
          <div className="row wrap import-reading">
            <Segmented
              label={t.decimal}
              value={decimal}
              onChange={(mark) => form.set('decimal', mark)}
              options={[
                { value: ',', label: t.comma },
                { value: '.', label: t.point },
              ]}
            />
            <Segmented
              label={t.day}
              value={day}
              onChange={(order) => form.set('day', order)}
              options={(['dmy', 'mdy', 'ymd'] as const).map((value) => ({ value, label: t.days[value] }))}
            />
          </div>
          <Sample run={run} />
          {missing.length > 0 && <p className="second">{t.missing(missing.map(({ says }) => says).join(', '))}</p>}
          <div className="row">
            <span className="grow" />
            <Button
              kind={run.status === 'checked' && !form.changed ? 'secondary' : 'primary'}
              type="submit"
              disabled={missing.length > 0}
              busy={check.isPending}
            >
              {run.status === 'checked' ? t.check_again : t.check}
            </Button>
          </div>
        </Form>
      </Section>
    </section>
  )
}

function Sample({ run }: { run: ImportDetail }) {
  const t = useText().imports
  const rows = run.sample.slice(0, sampleMax).map((cells, index) => ({ key: String(index), cells }))
  return (
    <Section title={t.sample}>
      <Table
        caption={t.sample}
        density="ledger"
        columns={run.headings.map((heading, index) => ({
          key: `${index}`,
          head: heading || String(index + 1),
          cell: ({ cells }: (typeof rows)[number]) => String(cells[index] ?? ''),
        }))}
        rows={rows}
        rowKey={({ key }) => key}
      />
    </Section>
  )
}
