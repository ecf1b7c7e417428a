import { useMay } from '../../api/session-store.ts'
import { Receipt } from '../../sales/parts.ts'
import { choosePrinting, usePrintsReceipts } from '../../shell/printing.ts'
import { type Text, useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import type { Settings } from '../settings-page.tsx'
import { useSaveSettings } from './use-save-settings.ts'
import './settings.css'

const footerRows = 5

/** The foot of the receipt, beside the receipt it makes. */
export function ReceiptTab({ settings }: { settings: Settings }) {
  const t = useText()
  const may = useMay()
  const prints = usePrintsReceipts()
  const form = useForm({ receipt_footer: settings.receipt_footer ?? '' })
  const save = useSaveSettings(form.refuse)
  const footer = form.values.receipt_footer.trim() || null
  return (
    <div className="settings-columns">
      <section className="sheet sheet-pad" aria-label={t.settings.tabs.receipt}>
        <Form
          className="stack"
          problem={save.error}
          onSubmit={() => save.mutate({ version: settings.version, body: { receipt_footer: footer } })}
        >
          <TextArea
            label={t.settings.footer}
            help={t.settings.footer_help}
            rows={footerRows}
            readOnly={!may('settings.change')}
            {...form.field('receipt_footer')}
          />
          {may('settings.change') && (
            <Button kind="primary" type="submit" busy={save.isPending} className="settings-save">
              {t.common.save}
            </Button>
          )}
        </Form>
        <hr className="double-rule-line" />
        <Switch label={t.till.print_always} help={t.till.print_help} checked={prints} onChange={choosePrinting} />
      </section>
      <section aria-label={t.settings.sample}>
        <p className="label">{t.settings.sample}</p>
        <Receipt receipt={sampleReceipt({ ...settings, receipt_footer: footer }, t)} />
      </section>
    </div>
  )
}

/** A sale that never was, with the real name, address and tax of this business. */
function sampleReceipt(settings: Settings, t: Text): React.ComponentProps<typeof Receipt>['receipt'] {
  const unit = 10 ** settings.currency_decimals
  const rate = (settings.tax_classes[0]?.basis_points ?? 0) / 10_000
  const total = 18_000 * unit
  const net = Math.round(total / (1 + rate))
  const item = (name: string, quantity: number, amount: number) => ({
    sku: '',
    name,
    quantity,
    unit: '',
    unit_price: amount / quantity,
    discount_minor: 0,
    total: amount,
  })
  return {
    business: {
      name: settings.name,
      legal_name: settings.legal_name,
      tax_id: settings.tax_id_text,
      tax_id_name: settings.tax_id_name,
      activity: settings.activity,
      address: settings.address,
      phone: settings.phone,
      footer: settings.receipt_footer,
    },
    store: { name: settings.name, address: settings.address },
    currency: settings.currency,
    currency_decimals: settings.currency_decimals,
    tax_name: settings.tax_name,
    order_number: 1,
    document_kind: 'boleta',
    document_label: t.settings.sample_document,
    issued_at: new Date().toISOString(),
    seller: t.settings.sample_seller,
    customer: null,
    items: [item(t.settings.sample_filter, 1, 12_000 * unit), item(t.settings.sample_bulb, 2, 6000 * unit)],
    subtotal_minor: total,
    discount_minor: 0,
    net_minor: net,
    tax_minor: total - net,
    exempt_minor: 0,
    total,
    rounding_minor: 0,
    payments: [{ method: 'cash', name: t.settings.cash, amount: 20_000 * unit, reference: null }],
    change_minor: 2000 * unit,
    refunded_minor: 0,
    due_minor: 0,
    status: 'completed',
  }
}
