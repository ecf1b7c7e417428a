import { useMay } from '../../api/session-store.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Segmented } from '../../ui/choice-fields.tsx'
import { MoneyField, NumberField } from '../../ui/figure-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import type { Settings } from '../settings-page.tsx'
import { useSaveSettings } from './use-save-settings.ts'
import './settings.css'

/** The rules by which this business sells. */
export function PricesTab({ settings }: { settings: Settings }) {
  const t = useText()
  const may = useMay()
  const form = useForm({
    prices_include_tax: settings.prices_include_tax,
    cash_rounding_minor: settings.cash_rounding_minor as number | null,
    sell_short: settings.sell_short,
    quote_days: settings.quote_days as number | null,
    reservation_minutes: settings.reservation_minutes as number | null,
  })
  const save = useSaveSettings(form.refuse)
  const { prices_include_tax, sell_short, cash_rounding_minor, quote_days, reservation_minutes } = form.values
  const submit = () => {
    const complete = form.judge({
      quote_days: quote_days === null && t.common.required,
      reservation_minutes: reservation_minutes === null && t.common.required,
    })
    if (!complete || quote_days === null || reservation_minutes === null) return
    const rounding = cash_rounding_minor ?? 0
    save.mutate({
      version: settings.version,
      body: { prices_include_tax, sell_short, cash_rounding_minor: rounding, quote_days, reservation_minutes },
    })
  }
  return (
    <section className="sheet sheet-pad settings-narrow" aria-label={t.settings.tabs.prices}>
      <Form onSubmit={submit} problem={save.error}>
        <fieldset className="stack" disabled={!may('settings.change')}>
          <Checkbox
            label={t.settings.prices_include_tax(settings.tax_name)}
            help={t.settings.prices_include_tax_help}
            checked={prices_include_tax}
            onChange={(next) => form.set('prices_include_tax', next)}
          />
          <MoneyField
            label={t.settings.cash_rounding}
            help={t.settings.cash_rounding_help}
            {...form.field('cash_rounding_minor')}
          />
          <Segmented
            label={t.settings.sell_short}
            help={t.settings.sell_short_help}
            value={sell_short}
            onChange={(next) => form.set('sell_short', next)}
            options={[
              { value: 'never', label: t.settings.sell_never },
              { value: 'allowed', label: t.settings.sell_allowed },
            ]}
          />
          <NumberField label={t.settings.quote_days} {...form.field('quote_days')} />
          <NumberField label={t.settings.reservation_minutes} {...form.field('reservation_minutes')} />
          {may('settings.change') && (
            <Button kind="primary" type="submit" keys="Enter" busy={save.isPending} className="settings-save">
              {t.common.save}
            </Button>
          )}
        </fieldset>
      </Form>
    </section>
  )
}
