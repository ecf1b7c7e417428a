import { Printer, X } from 'lucide-react'
import type { Bin } from '#stock/contract'
import { useMay } from '../../api/session-store.ts'
import { type ReadRoute, useAnswer, useCommand } from '../../api/use-answer.ts'
import { ProductPicker } from '../../catalog/parts.tsx'
import { to } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePrint } from './use-print.ts'

const routes: readonly ReadRoute[] = ['GET /api/bins', 'GET /api/bins/:id/products']

/** What lives in a bin, and the way to put more there. */
export function BinPanel({ bin, onClose }: { bin: Bin; onClose: () => void }) {
  const t = useText()
  const words = t.warehouse.bins
  const format = useFormat()
  const may = useMay()
  const params = { id: bin.id }
  const inside = useAnswer('GET /api/bins/:id/products', { params })
  const put = useCommand('POST /api/bins/:id/products', { refresh: routes })
  const take = useCommand('DELETE /api/bins/:id/products/:product_id', { refresh: routes })
  const print = usePrint()
  const mayEdit = may('bins.edit')
  return (
    <Panel
      title={bin.code}
      codes={[bin.warehouse.name, bin.name].filter(Boolean).join(' · ')}
      onClose={onClose}
      foot={
        <Button icon={Printer} busy={print.busy} onClick={() => print.run({ kind: 'bin', items: [params] })}>
          {words.label}
        </Button>
      }
    >
      {mayEdit && (
        <ProductPicker label={words.put} onPick={({ id }) => put.mutate({ params, body: { product_ids: [id] } })} />
      )}
      <ProblemNote problem={put.error ?? take.error} />
      <QueryState query={inside} what={words.the_products} small rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.nothing_here}</p>
          ) : (
            <ul className="bin-products">
              {items.map(({ product, on_hand, is_first }) => (
                <li key={product.id}>
                  <span className="grow">
                    <Link to={to.product(product.id)}>{product.name}</Link>
                    <small className="code quiet">{product.sku}</small>
                  </span>
                  {!is_first && <Chip title={words.second_help}>{words.second}</Chip>}
                  <b>{format.quantity(on_hand)}</b>
                  {mayEdit && (
                    <IconButton
                      size="s"
                      icon={X}
                      label={words.take_out(product.name)}
                      onClick={() => take.mutate({ params: { id: bin.id, product_id: product.id } })}
                    />
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </Panel>
  )
}
