import { useMay } from '../../api/session-store.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { RutField } from '../../ui/figure-fields.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { Settings } from '../settings-page.tsx'
import { LogoField } from './logo-field.tsx'
import { useSaveSettings } from './use-save-settings.ts'
import '../../styles/sheets.css'
import './settings.css'

const startOf = (settings: Settings) => ({
  name: settings.name,
  legal_name: settings.legal_name ?? '',
  tax_id: settings.tax_id_text ?? '',
  activity: settings.activity ?? '',
  address: settings.address ?? '',
  commune: settings.commune ?? '',
  city: settings.city ?? '',
  phone: settings.phone ?? '',
  email: settings.email ?? '',
})

/** Who the business is, for receipts and documents. */
export function BusinessTab({ settings }: { settings: Settings }) {
  const t = useText()
  const may = useMay()
  const form = useForm({ ...startOf(settings), language: settings.language })
  const save = useSaveSettings(form.refuse)
  const { name, language, ...texts } = form.values
  const submit = () => {
    if (!form.judge({ name: name.trim() === '' && t.common.required })) return
    const optional = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.trim() || null]))
    save.mutate({ version: settings.version, body: { ...optional, name: name.trim(), language } })
  }
  const TaxIdField = settings.country === 'CL' ? RutField : TextField
  return (
    <div className="settings-columns">
      <section className="sheet sheet-pad" aria-label={t.settings.tabs.business}>
        <Form onSubmit={submit} problem={save.error} className="stack">
          <fieldset className="form-grid" disabled={!may('settings.change')}>
            <TextField label={t.settings.name} help={t.settings.name_help} {...form.field('name')} />
            <TextField label={t.settings.legal_name} optional {...form.field('legal_name')} />
            <TaxIdField label={settings.tax_id_name} optional {...form.field('tax_id')} />
            <TextField label={t.settings.activity} optional {...form.field('activity')} />
            <TextField label={t.settings.address} optional {...form.field('address')} />
            <TextField label={t.settings.commune} optional {...form.field('commune')} />
            <TextField label={t.settings.city} optional {...form.field('city')} />
            <TextField label={t.settings.phone} optional type="tel" {...form.field('phone')} />
            <TextField label={t.settings.email} optional type="email" {...form.field('email')} />
            <Segmented
              label={t.settings.language}
              value={language}
              onChange={(next) => form.set('language', next)}
              options={[
                { value: 'es', label: t.settings.spanish },
                { value: 'en', label: t.settings.english },
              ]}
            />
          </fieldset>
          {may('settings.change') && (
            <Button kind="primary" type="submit" keys="Enter" busy={save.isPending} className="settings-save">
              {t.common.save}
            </Button>
          )}
        </Form>
      </section>
      <div className="stack">
        <section className="sheet sheet-pad" aria-label={t.settings.logo}>
          <LogoField settings={settings} />
        </section>
        <CountryFacts settings={settings} />
      </div>
    </div>
  )
}

/** What follows from the country; the program never asks for it twice. */
function CountryFacts({ settings }: { settings: Settings }) {
  const words = useText()
  const t = words.settings
  const documents: Record<string, string> = words.till.documents
  const format = useFormat()
  const rates = settings.tax_classes.map(({ says }) => says)
  const rows: [string, string][] = [
    [t.country, settings.country_name],
    [t.currency, `${settings.currency} (${format.money(12_990 * 10 ** settings.currency_decimals)})`],
    [t.time_zone, settings.time_zone],
    [settings.tax_name, rates.join(' · ')],
    [t.documents, settings.document_kinds.map((kind) => documents[kind] ?? kind).join(', ')],
  ]
  return (
    <section className="sheet sheet-pad" aria-label={t.country_title}>
      <Section level={2} title={t.country_title}>
        <dl className="name-facts">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="field-help">{t.country_help}</p>
      </Section>
    </section>
  )
}

/** Documents keep the name of their country: "nota_credito" reads "nota credito". */
