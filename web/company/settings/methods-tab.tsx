import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { State } from '../../ui/chip.tsx'
import { ListBar } from '../../ui/list-tools.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { MethodDialog } from './method-dialog.tsx'

export type Method = AnswerOf<'GET /api/payment-methods'>['items'][number]

/** How customers pay, and what each way costs the business. */
export function MethodsTab() {
  const t = useText().settings
  const may = useMay()
  const methods = useAnswer('GET /api/payment-methods')
  const [open, setOpen] = useState<'new' | Method | null>(null)
  const columns = useColumns()
  return (
    <section className="sheet" aria-label={t.tabs.methods}>
      <ListBar
        end={
          may('payment_methods.edit') && (
            <Button size="s" icon={Plus} onClick={() => setOpen('new')}>
              {t.new_method}
            </Button>
          )
        }
      >
        <h2 className="section-title">{t.tabs.methods}</h2>
      </ListBar>
      <QueryState query={methods} what={t.the_methods} small>
        {({ items }) => (
          <Table
            caption={t.tabs.methods}
            columns={columns}
            rows={items}
            rowKey={({ code }) => code}
            rowName={({ name }) => name}
            {...(may('payment_methods.edit') && { onOpen: setOpen })}
          />
        )}
      </QueryState>
      {open && <MethodDialog method={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function useColumns(): Column<Method>[] {
  const t = useText().settings
  const format = useFormat()
  const fee = ({ fee_basis_points: points, fee_fixed_minor: fixed }: Method) =>
    [points > 0 && format.percent(points / 10_000, 2), fixed > 0 && format.money(fixed)].filter(Boolean).join(' + ')
  return [
    { key: 'name', head: t.method, card: 'title', cell: ({ name }) => <b>{name}</b> },
    { key: 'kind', head: t.method_kind, card: 'line', cell: ({ kind }) => t.method_kinds[kind] },
    {
      key: 'fee',
      head: t.fee,
      align: 'number',
      card: 'line',
      cell: (method) => fee(method) || <span className="quiet">{t.fee_none}</span>,
    },
    {
      key: 'state',
      head: t.is_active,
      card: 'side',
      cell: ({ is_active }) => <State tone={is_active ? 'ok' : 'neutral'}>{is_active ? t.active : t.inactive}</State>,
    },
  ]
}
