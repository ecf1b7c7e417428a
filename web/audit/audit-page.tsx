import { Download } from 'lucide-react'
import { useState } from 'react'
import { download } from '../api/download.ts'
import { problemFrom } from '../api/problem.ts'
import type { AnswerOf } from '../api/route-types.ts'
import { useList } from '../api/use-list.ts'
import { useAddress } from '../shell/location.ts'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { WithPanel } from '../ui/panel.tsx'
import { EmptyState, ErrorState, NothingFound } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { actName } from './act-name.ts'
import { AuditFilters, type AuditValues } from './audit-filters.tsx'
import { AuditPanel } from './audit-panel.tsx'
import { ChainCheck } from './chain-check.tsx'
import './audit.css'

export type Entry = AnswerOf<'GET /api/audit-logs'>['items'][number]
const start = { q: '', cosa: '', cosa_id: '', persona: '', accion: '', desde: '', hasta: '', ficha: '' }

const queryOf = ({ q, cosa, cosa_id, persona, accion, desde, hasta }: AuditValues) => ({
  ...(q && { q }),
  ...(cosa && { thing: cosa }),
  ...(cosa_id && { thing_id: cosa_id }),
  ...(persona && { actor_id: persona }),
  ...(accion && { action: accion }),
  ...(desde && { from: desde }),
  ...(hasta && { to: hasta }),
})

/** `/auditoria`: who did what, on which thing, before and after. Nobody can change it, and the chain proves it. */
export function AuditPage() {
  const t = useText()
  const [list, setList] = useAddress(start)
  const entries = useList('GET /api/audit-logs', { query: { ...queryOf(list), count: 'true' } })
  const columns = useColumns()
  const open = entries.rows.find(({ id }) => String(id) === list.ficha)
  const filtered = Object.keys(queryOf(list)).length > 0
  const total = entries.first?.total
  return (
    <>
      <PageActions>
        <Exports filters={list} />
      </PageActions>
      <ChainCheck />
      <WithPanel
        panel={open ? <AuditPanel key={open.id} entry={open} onClose={() => setList({ ficha: '' })} /> : null}
        list={
          <section className="sheet" aria-label={t.audit.entries}>
            <AuditFilters values={list} onChange={setList} />
            {entries.problem ? (
              <ErrorState
                title={t.shell.failure.title(t.audit.the_entries)}
                problem={entries.problem}
                onRetry={entries.retry}
              />
            ) : (
              <Table
                caption={t.audit.entries}
                columns={columns}
                rows={entries.rows}
                rowKey={({ id }) => String(id)}
                rowName={({ action, label }) => `${actName(t.audit, action)} ${label ?? ''}`}
                loading={entries.loading}
                openKey={list.ficha}
                onOpen={({ id }) => setList({ ficha: String(id) })}
                empty={filtered ? <NothingFound title={t.audit.nothing} /> : <EmptyState small title={t.audit.empty} />}
                foot={total !== undefined && <Foot total={total} more={entries.more} busy={entries.loadingMore} />}
              />
            )}
          </section>
        }
      />
    </>
  )
}

function Exports({ filters }: { filters: AuditValues }) {
  const t = useText().audit
  const [busy, setBusy] = useState<'csv' | 'xlsx' | null>(null)
  const save = async (format: 'csv' | 'xlsx') => {
    setBusy(format)
    try {
      await download(`auditoria.${format}`, 'GET /api/audit-logs/export', { query: { ...queryOf(filters), format } })
    } catch (error) {
      toast(problemFrom(error).title, { tone: 'bad' })
    } finally {
      setBusy(null)
    }
  }
  return (
    <>
      <Button icon={Download} title={t.export_help} busy={busy === 'csv'} onClick={() => void save('csv')}>
        {t.export_csv}
      </Button>
      <Button icon={Download} title={t.export_help} busy={busy === 'xlsx'} onClick={() => void save('xlsx')}>
        {t.export_xlsx}
      </Button>
    </>
  )
}

function useColumns(): Column<Entry>[] {
  const t = useText().audit
  const format = useFormat()
  const things: Record<string, string> = t.things
  return [
    {
      key: 'at',
      head: t.when,
      card: 'side',
      width: '150px',
      cell: ({ at }) => <span className="second">{format.moment(at)}</span>,
    },
    { key: 'who', head: t.who, card: 'line', cell: ({ actor_name }) => actor_name },
    { key: 'did', head: t.did, card: 'title', cell: ({ action }) => <b>{actName(t, action)}</b> },
    {
      key: 'on',
      head: t.on,
      card: 'line',
      cell: ({ thing, label }) => (
        <>
          {label ?? things[thing] ?? thing}
          {label && <span className="quiet"> · {things[thing] ?? thing}</span>}
        </>
      ),
    },
  ]
}

function Foot({ total, more, busy }: { total: number; more: (() => void) | undefined; busy: boolean }) {
  const t = useText()
  const format = useFormat()
  return (
    <>
      <span>{t.audit.count(format.quantity(total), total)}</span>
      {more && (
        <Button size="s" busy={busy} onClick={more}>
          {t.common.table.load_more}
        </Button>
      )}
    </>
  )
}
