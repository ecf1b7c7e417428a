import { Printer, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { InputOf } from '../../api/route-types.ts'
import { ProductPicker } from '../../catalog/parts.tsx'
import { to } from '../../paths.ts'
import { PageActions, PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Checkbox, Segmented, Select } from '../../ui/choice-fields.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { usePrint } from './use-print.ts'
import './places.css'

type Body = NonNullable<InputOf<'POST /api/labels'>>['body']
/** Every choice of a print, made. */
type Asked = { [Name in 'size' | 'code' | 'format']: NonNullable<Body[Name]> }
type Item = { id: string; name: string; sku: string; copies: number }

const sizes: readonly Asked['size'][] = ['30x20', '40x25', '50x25', '60x40', '100x50', 'sheet']
type Code = Exclude<Asked['code'], 'ean13'>
const codes: readonly Code[] = ['auto', 'code128', 'qr']
const copiesMax = 500

/** `/bodega/etiquetas`: which products, how many of each, on what paper. */
export function LabelsPage() {
  const t = useText()
  const words = t.warehouse.labels
  const [items, setItems] = useState<readonly Item[]>([])
  const [size, setSize] = useState<Asked['size']>('50x25')
  const [code, setCode] = useState<Code>('auto')
  const [format, setFormat] = useState<Asked['format']>('pdf')
  const [with_price, setPrice] = useState(true)
  const print = usePrint()
  const total = items.reduce((sum, { copies }) => sum + copies, 0)
  const onPaper = format === 'zpl' && size === 'sheet' ? '50x25' : size
  const set = (id: string, copies: number) =>
    setItems((now) => now.flatMap((one) => (one.id !== id ? [one] : copies > 0 ? [{ ...one, copies }] : [])))
  const run = () =>
    print.run({
      kind: 'product',
      items: items.map(({ id, copies }) => ({ id, copies })),
      size: onPaper,
      code,
      format,
      with_price,
    })
  return (
    <>
      <PageTitle title={words.title} back={to.warehouseTasks()} />
      <PageActions>
        <Button kind="primary" icon={Printer} hotkey="i" busy={print.busy} disabled={total === 0} onClick={run}>
          {words.print(total)}
        </Button>
      </PageActions>
      <div className="labels-page">
        <section className="sheet sheet-pad" aria-label={words.products}>
          <ProductPicker
            label={words.add}
            onPick={({ id, name, sku }) => setItems((now) => added(now, { id, name, sku, copies: 1 }))}
          />
          {items.length === 0 && <p className="quiet">{words.empty}</p>}
          <ul className="bin-products">
            {items.map((item) => (
              <li key={item.id}>
                <span className="grow">
                  <b>{item.name}</b>
                  <small className="code quiet">{item.sku}</small>
                </span>
                <QuantityStepper
                  label={item.name}
                  value={item.copies}
                  max={copiesMax}
                  onChange={(copies) => set(item.id, Math.round(copies))}
                />
                <IconButton icon={Trash2} label={`${t.common.remove}: ${item.name}`} onClick={() => set(item.id, 0)} />
              </li>
            ))}
          </ul>
        </section>
        <section className="sheet sheet-pad labels-how" aria-label={words.how}>
          <Segmented
            label={words.format}
            value={format}
            onChange={setFormat}
            help={words.formats_help[format]}
            options={[
              { value: 'pdf', label: words.formats.pdf },
              { value: 'zpl', label: words.formats.zpl },
            ]}
          />
          <Select
            label={words.size}
            value={onPaper}
            onChange={setSize}
            options={sizes
              .filter((one) => format === 'pdf' || one !== 'sheet')
              .map((value) => ({ value, label: words.sizes[value] }))}
          />
          <Segmented
            label={words.code}
            value={code}
            onChange={setCode}
            options={codes.map((value) => ({ value, label: words.codes[value] }))}
          />
          <Checkbox label={words.with_price} checked={with_price} onChange={setPrice} />
        </section>
      </div>
    </>
  )
}

const added = (items: readonly Item[], item: Item): Item[] =>
  items.some(({ id }) => id === item.id)
    ? items.map((one) => (one.id === item.id ? { ...one, copies: one.copies + 1 } : one))
    : [...items, item]
