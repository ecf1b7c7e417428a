import { useState } from 'react'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import { useGo } from '../../shell/link.tsx'
import { ListFoot } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { Table } from '../../ui/table.tsx'
import { usePurchaseColumns } from '../orders/purchase-columns.tsx'
import type { Supplier } from './supplier-page.tsx'

/** Every order that was written to them, newest first. */
export function BoughtSheet({ supplier }: { supplier: Supplier }) {
  const t = useText()
  const words = t.purchasing.orders
  const go = useGo()
  const [sort, setSort] = useState('-created_at')
  const list = useList('GET /api/suppliers/:id/purchases', {
    params: { id: supplier.id },
    query: { count: 'true', sort },
  })
  const columns = usePurchaseColumns({ withSupplier: false })
  const total = list.first?.total
  return (
    <section className="sheet" aria-label={words.title}>
      {list.problem ? (
        <ErrorState title={t.shell.failure.title(words.the_list)} problem={list.problem} onRetry={list.retry} />
      ) : (
        <Table
          caption={words.title}
          columns={columns}
          rows={list.rows}
          rowKey={({ id }) => id}
          rowName={({ number }) => words.title_of(number)}
          sort={sort}
          onSort={setSort}
          loading={list.loading}
          onOpen={({ id }) => go(to.purchase(id))}
          empty={<EmptyState small title={t.purchasing.suppliers.nothing_bought} />}
          foot={
            <ListFoot says={total === undefined ? null : words.count(total)} more={list.more} busy={list.loadingMore} />
          }
        />
      )}
    </section>
  )
}
