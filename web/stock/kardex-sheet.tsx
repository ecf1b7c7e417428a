import { useState } from 'react'
import { useMay } from '../api/session-store.ts'
import { urlOf } from '../api/url.ts'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ExportMenu } from '../ui/export-menu.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useFormat } from '../ui/use-format.ts'
import { WarehouseSelect } from './choices.tsx'
import { KardexPicture } from './kardex-picture.tsx'
import { KardexTable } from './kardex-table.tsx'
import './stock.css'
import { type Kardex, useKardex } from './use-kardex.ts'
import { useTotals } from './use-totals.ts'

const pageRows = 50
const dayMs = 86_400_000
const monthDays = 30

const dayAgo = (days: number) => new Date(Date.now() - days * dayMs).toLocaleDateString('en-CA')

/** The stock card with its period and warehouse: a picture, then every movement. */
export function KardexSheet({ product_id }: { product_id: string }) {
  const t = useText()
  const words = t.stock.kardex
  const [warehouse_id, setWarehouse] = useState('')
  const [from, setFrom] = useState(dayAgo(monthDays - 1))
  const [until, setUntil] = useState(dayAgo(0))
  const isBackwards = from > until
  const card = useKardex({ product_id, warehouse_id, from, to: until }, { enabled: !isBackwards })
  const may = useMay()
  const total = useTotals([product_id], warehouse_id, may('stock.see'))(product_id)
  return (
    <section className="sheet sheet-pad" aria-label={words.title}>
      <h2 className="section-title">{words.title}</h2>
      <div className="kardex-bar">
        <TextField
          type="date"
          size="s"
          label={words.from}
          value={from}
          max={until}
          onChange={setFrom}
          error={isBackwards ? words.bad_period : undefined}
        />
        <TextField type="date" size="s" label={words.to} value={until} min={from} onChange={setUntil} />
        <WarehouseSelect
          size="s"
          label={t.stock.warehouse}
          none={t.catalog.any_warehouse}
          value={warehouse_id}
          onChange={setWarehouse}
        />
        <span className="grow" />
        <ExportMenu
          label={words.export}
          addressOf={(format) =>
            urlOf('/api/reports/kardex/export', {
              query: { product_id, warehouse_id, from, to: until, format },
            })
          }
        />
      </div>
      <QueryState query={card} what={words.the_kardex} small>
        {(data) => (
          <>
            <KardexPicture card={data} minimum={total?.min_stock} height={168} />
            <Movements key={`${data.from}${data.to}${warehouse_id}`} card={data} several={warehouse_id === ''} />
          </>
        )}
      </QueryState>
    </section>
  )
}

function Movements({ card, several }: { card: Kardex; several: boolean }) {
  const t = useText().stock.kardex
  const format = useFormat()
  const [shown, setShown] = useState(pageRows)
  if (card.rows.length === 0) return null
  const count = card.rows.length
  const { quantity_in, quantity_out } = card.totals
  return (
    <KardexTable
      several={several}
      rows={card.rows.slice(-shown).reverse()}
      foot={
        <>
          <span>{t.count(format.quantity(count), count)}</span>
          <span>{t.sums(format.quantity(quantity_in), format.quantity(quantity_out))}</span>
          <span>
            {t.opening} <b>{format.quantity(card.opening.quantity)}</b>
          </span>
          {shown < count && (
            <Button size="s" onClick={() => setShown(shown + pageRows * 2)}>
              {t.more}
            </Button>
          )}
          {card.next_cursor !== null && <span className="quiet">{t.cut}</span>}
        </>
      }
    />
  )
}
