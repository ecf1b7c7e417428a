import { Pencil } from 'lucide-react'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import { useGo } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { CustomerCard, CustomerFigures, Timeline } from './customer-facts.tsx'

export function CustomerPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText()
  const go = useGo()
  const may = useMay()
  const customer = useAnswer('GET /api/customers/:id', { params: { id } })
  return (
    <Panel
      title={customer.data?.name ?? t.contacts.new_customer}
      codes={customer.data?.tax_id_text}
      onClose={onClose}
      onExpand={() => go(to.customer(id))}
      foot={
        may('customers.change') && (
          <Button icon={Pencil} onClick={() => go(to.editCustomer(id))}>
            {t.contacts.edit}
          </Button>
        )
      }
    >
      <QueryState query={customer} what={t.contacts.the_customer} small>
        {(data) => (
          <>
            <CustomerFigures customer={data} />
            <CustomerCard customer={data} />
            <Timeline customer={data} />
          </>
        )}
      </QueryState>
    </Panel>
  )
}
