import { Car, FileSpreadsheet, Gift, Store } from 'lucide-react'
import { useText } from '../text/text.ts'
import { Segmented, Select } from '../ui/choice-fields.tsx'
import { RutField } from '../ui/figure-fields.tsx'
import { Icon, type IconKind } from '../ui/icon.tsx'
import { PasswordField, TextField } from '../ui/text-field.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { SetupForm, SetupState } from './setup-page.tsx'
import { type Start, sampleRate, splitSample } from './setup-values.ts'

type StepProps = { form: SetupForm }
type CountryStepProps = StepProps & { state: SetupState | null }

const examplePrice = 11_990

function StepHead({ title, lead }: { title: string; lead: string }) {
  return (
    <div className="setup-head">
      <h1 className="sign">{title}</h1>
      <p>{lead}</p>
    </div>
  )
}

export function AdminStep({ form }: StepProps) {
  const t = useText()
  const words = t.setup.admin
  return (
    <>
      <StepHead title={words.title} lead={words.lead} />
      <div className="setup-fields">
        <TextField
          label={words.name}
          size="l"
          autoFocus
          autoComplete="name"
          className="whole-row"
          {...form.field('full_name')}
        />
        <TextField
          label={words.email}
          size="l"
          type="email"
          autoComplete="username"
          className="whole-row"
          {...form.field('email')}
        />
        <PasswordField
          label={words.password}
          size="l"
          autoComplete="new-password"
          className="whole-row"
          help={t.signIn.password_rule}
          {...form.field('password')}
        />
      </div>
    </>
  )
}

export function BusinessStep({ form, state }: CountryStepProps) {
  const words = useText().setup
  const { country } = form.values
  const isChile = country === 'CL'
  const TaxId = isChile ? RutField : TextField
  return (
    <>
      <StepHead title={words.business.title} lead={words.business.lead} />
      <div className="setup-fields">
        <TextField
          label={words.business.name}
          size="l"
          autoFocus
          autoComplete="organization"
          className="whole-row"
          {...form.field('business')}
        />
        <CountryField form={form} state={state} />
        <CurrencyField form={form} state={state} />
        <TaxId
          label={isChile ? words.business.tax_id : (packOf(state, country)?.tax_id_name ?? words.business.tax_id_other)}
          size="l"
          optional
          help={isChile && words.business.tax_id_help}
          {...form.field('tax_id')}
        />
        <TextField
          label={words.business.store}
          size="l"
          optional
          placeholder={words.business.store_example}
          {...form.field('store')}
        />
      </div>
    </>
  )
}

const packOf = (state: SetupState | null, country: string) => state?.countries.find((pack) => pack.code === country)

/** Choosing a country proposes its currency. */
function CountryField({ form, state }: CountryStepProps) {
  const words = useText().setup
  const names: Record<string, string> = words.countries
  const codes = state?.countries.map((pack) => pack.code) ?? [form.values.country]
  const pick = (country: string) => {
    const currency = packOf(state, country)?.currency ?? form.values.currency
    form.change({ country, currency, tax_id: '' })
  }
  return (
    <Select
      label={words.business.country}
      size="l"
      name="country"
      value={form.values.country}
      onChange={pick}
      options={codes.map((code) => ({ value: code, label: names[code] ?? packOf(state, code)?.name ?? code }))}
    />
  )
}

function CurrencyField({ form, state }: CountryStepProps) {
  const words = useText().setup
  const names: Record<string, string> = words.currencies
  const codes = [...new Set([form.values.currency, ...(state?.countries.map((pack) => pack.currency) ?? [])])]
  return (
    <Select
      label={words.business.currency}
      size="l"
      {...form.field('currency')}
      options={codes.map((code) => ({ value: code, label: names[code] ?? code }))}
    />
  )
}

export function PricesStep({ form, state }: CountryStepProps) {
  const words = useText().setup.prices
  const format = useFormat()
  const { country, prices_include_tax } = form.values
  const tax = packOf(state, country)?.tax_name ?? 'IVA'
  const sums = splitSample(examplePrice, sampleRate(country), prices_include_tax)
  return (
    <>
      <StepHead title={words.title} lead={words.lead} />
      <div className="setup-fields">
        <div className="whole-row">
          <Segmented
            label={words.mode}
            size="l"
            value={prices_include_tax ? 'with' : 'without'}
            onChange={(mode) => form.set('prices_include_tax', mode === 'with')}
            options={[
              { value: 'with', label: words.with_tax(tax) },
              { value: 'without', label: words.without_tax(tax) },
            ]}
            help={words.example(format.money(sums.gross), format.money(sums.net), tax, format.money(sums.tax))}
          />
        </div>
      </div>
    </>
  )
}

export function StartStep({ form, filling }: StepProps & { filling: string | null }) {
  const words = useText().setup.start
  return (
    <>
      <StepHead title={words.title} lead={words.lead} />
      <div className="start-choices" role="radiogroup" aria-label={words.title}>
        <StartChoice form={form} value="empty" icon={Store} title={words.empty} text={words.empty_text} />
        <StartChoice form={form} value="import" icon={FileSpreadsheet} title={words.import} text={words.import_text} />
        <StartChoice
          form={form}
          value="lubricentro"
          icon={Car}
          title={words.lubricentro}
          text={words.lubricentro_text}
        />
        <StartChoice form={form} value="online-retail" icon={Gift} title={words.retail} text={words.retail_text} />
      </div>
      {filling !== null && (
        <p className="setup-filling" role="status">
          {filling}
        </p>
      )}
    </>
  )
}

type StartChoiceProps = StepProps & { value: Start; icon: IconKind; title: string; text: string }
function StartChoice({ form, value, icon, title, text }: StartChoiceProps) {
  return (
    <label className="start-choice">
      <input
        type="radio"
        name="start"
        checked={form.values.start === value}
        onChange={() => form.set('start', value)}
      />
      <Icon of={icon} size="xl" />
      <span className="grow">
        <b className="sign">{title}</b>
        <span className="second">{text}</span>
      </span>
    </label>
  )
}
