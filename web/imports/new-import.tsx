import { Download, FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { download } from '../api/download.ts'
import { problemFrom } from '../api/problem.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useUpload } from '../api/use-upload.ts'
import { useAddress } from '../shell/location.ts'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/choice-fields.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { Section } from '../ui/section.tsx'
import { toast } from '../ui/toast.tsx'
import type { ImportDetail } from './import-page.tsx'
import './imports.css'

const accepted = '.csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A page that leads here says what one brings: `?tipo=price_list`. */
const asked = { tipo: '' }

/** Say what it is, drop the file: it is read and its columns guessed, nothing more. */
export function NewImport({ onTaken }: { onTaken: (run: ImportDetail) => void }) {
  const t = useText().imports
  const kinds = useAnswer('GET /api/import-kinds')
  const [{ tipo }] = useAddress(asked)
  const [chosen, setKind] = useState('')
  const first = kinds.data?.items.find((one) => one.kind === tipo) ?? kinds.data?.items[0]
  const kind = chosen || first?.kind || ''
  const upload = useUpload('POST /api/imports', { onDone: onTaken })
  const take = (file: File | undefined) => {
    if (file) upload.mutate({ file, fields: { kind } })
  }
  return (
    <section className="sheet sheet-pad" aria-label={t.new_title}>
      <Section level={2} title={t.new_title}>
        <QueryState query={kinds} what={t.the_imports} small rows={3}>
          {({ items }) => (
            <div className="stack">
              <p className="second">{t.new_text}</p>
              <div className="row wrap import-kind">
                <Select
                  label={t.kind}
                  value={kind}
                  onChange={setKind}
                  options={items.map((one) => ({ value: one.kind, label: one.says }))}
                />
                <TemplateButton kind={kind} />
              </div>
              <ProblemNote problem={upload.error} />
              <DropZone busy={upload.isPending} onFile={take} />
            </div>
          )}
        </QueryState>
      </Section>
    </section>
  )
}

function TemplateButton({ kind }: { kind: string }) {
  const t = useText().imports
  const save = () =>
    void download(`${kind}.xlsx`, 'GET /api/import-kinds/:kind/template', { params: { kind }, query: {} }).catch(
      (error: unknown) => toast(problemFrom(error).title, { tone: 'bad' }),
    )
  return (
    <Button icon={Download} disabled={kind === ''} onClick={save}>
      {t.template}
    </Button>
  )
}

function DropZone({ busy, onFile }: { busy: boolean; onFile: (file: File | undefined) => void }) {
  const t = useText().imports
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    <div
      className="drop-zone"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFile(event.dataTransfer.files[0])
      }}
    >
      <input
        ref={input}
        hidden
        type="file"
        accept={accepted}
        aria-label={t.or_choose}
        onChange={(event) => {
          onFile(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <span className="second">{busy ? t.uploading : t.drop}</span>
      <Button kind="primary" icon={FileUp} busy={busy} onClick={() => input.current?.click()}>
        {t.or_choose}
      </Button>
    </div>
  )
}
