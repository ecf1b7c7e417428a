import type { UnknownCodeOut } from '#purchasing/contract'
import { useMay } from '../../api/session-store.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { ProductPicker } from '../../catalog/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { offerRoutes } from '../stale-routes.ts'
import type { Supplier } from './supplier-page.tsx'

const shownMax = '20'

/** Codes of a price list that no product answers to: said once, known for ever. Shown only while some wait. */
export function CodesSheet({ supplier }: { supplier: Supplier }) {
  const t = useText()
  const words = t.purchasing.codes
  const may = useMay()
  const codes = useList(
    'GET /api/suppliers/:id/unknown-codes',
    { params: { id: supplier.id }, query: { limit: shownMax, count: 'true' } },
    { enabled: may('offers.edit') },
  )
  if (codes.rows.length === 0) return null
  return (
    <section className="sheet sheet-pad" aria-label={words.title}>
      <Section title={words.title} level={2}>
        <p className="second">{words.text(codes.first?.total ?? codes.rows.length)}</p>
        <ul className="unknown-codes">
          {codes.rows.map((code) => (
            <li key={code.id}>
              <Code supplier_id={supplier.id} code={code} />
            </li>
          ))}
        </ul>
        {codes.more && (
          <Button size="s" busy={codes.loadingMore} onClick={codes.more}>
            {t.common.table.load_more}
          </Button>
        )}
      </Section>
    </section>
  )
}

function Code({ supplier_id, code }: { supplier_id: string; code: UnknownCodeOut }) {
  const t = useText().purchasing.codes
  const format = useFormat()
  const resolve = useCommand('POST /api/suppliers/:id/unknown-codes/:code_id/resolve', {
    refresh: offerRoutes,
    onDone: () => toast(t.resolved(code.supplier_code)),
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  const say = (body: { product_id: string } | { ignore: true }) =>
    resolve.mutate({ params: { id: supplier_id, code_id: code.id }, body })
  return (
    <>
      <div className="unknown-code">
        <b className="code">{code.supplier_code}</b>
        <span className="grow">{code.description ?? t.no_description}</span>
        {code.pack_cost_minor !== undefined && (
          <span className="quiet">
            <Money minor={code.pack_cost_minor} />
            {code.pack_size !== 1 && ` ${t.for_pack(format.quantity(code.pack_size))}`}
          </span>
        )}
      </div>
      <div className="row wrap unknown-guesses">
        {code.guesses.map(({ id, name, sku }) => (
          <Button key={id} size="s" busy={resolve.isPending} onClick={() => say({ product_id: id })}>
            {name} <span className="code quiet">{sku}</span>
          </Button>
        ))}
        <Button size="s" kind="quiet" busy={resolve.isPending} onClick={() => say({ ignore: true })}>
          {t.ignore}
        </Button>
      </div>
      <ProductPicker label={t.is_another(code.supplier_code)} onPick={({ id }) => say({ product_id: id })} />
    </>
  )
}
