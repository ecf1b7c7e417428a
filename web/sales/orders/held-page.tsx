import type { HeldCartOut } from '#sales/contract'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { useWorkingStore } from '../../api/working-store.ts'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ListFoot } from '../../ui/list-foot.tsx'
import { Money } from '../../ui/money.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'

/** `/ventas/retenidas`: carts put aside at any till of the store, until a till takes them up or somebody lets go. */
export function HeldPage() {
  const t = useText()
  const words = t.sales.held
  const store_id = useWorkingStore() ?? undefined
  const held = useList('GET /api/held-carts', { query: { store_id, count: 'true' } })
  const columns = useColumns()
  return (
    <section className="sheet" aria-label={t.till.held_title}>
      {held.problem ? (
        <ErrorState title={t.shell.failure.title(words.the_carts)} problem={held.problem} onRetry={held.retry} />
      ) : (
        <Table
          caption={t.till.held_title}
          columns={columns}
          rows={held.rows}
          rowKey={({ id }) => id}
          loading={held.loading}
          empty={
            <EmptyState
              title={t.till.held_empty}
              text={words.empty_text}
              actions={
                <Link className={buttonClass({ size: 'l' })} to={to.till()}>
                  {t.sales.today.empty_action}
                </Link>
              }
            />
          }
          foot={<ListFoot total={held.first?.total} says={words.count} more={held.more} busy={held.loadingMore} />}
        />
      )}
    </section>
  )
}

function useColumns(): Column<HeldCartOut>[] {
  const t = useText()
  const may = useMay()
  const words = t.sales.held
  const format = useFormat()
  const discard = useCommand('DELETE /api/held-carts/:id', {
    refresh: ['GET /api/held-carts'],
    onDone: () => toast(words.discarded),
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  return [
    {
      key: 'label',
      head: words.label,
      card: 'title',
      cell: ({ label, created_at }) => <b>{label ?? format.time(created_at)}</b>,
    },
    { key: 'since', head: t.sales.orders.date, cell: ({ created_at }) => format.moment(created_at) },
    { key: 'who', head: t.sales.orders.seller, cell: ({ created_by_name }) => created_by_name },
    { key: 'lines', head: t.sales.orders.lines, align: 'number', cell: ({ items }) => format.quantity(items.length) },
    {
      key: 'total',
      head: t.sales.orders.total,
      align: 'number',
      card: 'side',
      cell: ({ total }) => (
        <b>
          <Money minor={total} />
        </b>
      ),
    },
    {
      key: 'act',
      head: words.act,
      card: 'plain',
      cell: ({ id }) =>
        may('sales.sell') && (
          <Button size="s" busy={discard.isPending} onClick={() => discard.mutate({ params: { id } })}>
            {t.till.discard}
          </Button>
        ),
    },
  ]
}
