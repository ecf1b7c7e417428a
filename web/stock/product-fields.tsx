import { useMay, useSession } from '../api/session-store.ts'
import { useText } from '../text/text.ts'
import { Select } from '../ui/choice-fields.tsx'
import { MoneyField, NumberField } from '../ui/figure-fields.tsx'
import type { useForm } from '../ui/form.tsx'
import { TextArea, TextField } from '../ui/text-field.tsx'
import { CategorySelect } from './choices.tsx'
import type { Values } from './product-values.ts'

type FieldsProps = { form: ReturnType<typeof useForm<Values>>; isNew: boolean }

/** The fields of a product; a service has neither stock nor barcodes. */
export function ProductFields({ form, isNew }: FieldsProps) {
  const t = useText().catalog
  const words = t.form
  const isGood = form.values.kind === 'good'
  return (
    <div className="form-grid product-fields">
      <TextField className="whole-row" label={words.name} autoFocus={isNew} required {...form.field('name')} />
      <MoneyFields form={form} isNew={isNew} />
      <TextField
        label={words.sku}
        optional={isNew}
        {...(isNew && { help: words.sku_help })}
        {...form.field('sku')}
        autoComplete="off"
      />
      <CategorySelect label={words.category} none={words.no_category} {...form.field('category_id')} />
      <Select
        label={words.status}
        {...form.field('status')}
        options={statuses.map((value) => ({ value, label: t.statuses[value] }))}
      />
      <TextField label={words.unit} optional={isNew} {...form.field('unit')} />
      {isGood && (
        <>
          <Select
            label={words.decimals}
            {...form.field('decimals')}
            options={words.decimals_of.map((label, decimals) => ({ value: String(decimals), label }))}
          />
          <TextArea
            label={words.barcodes}
            optional
            rows={2}
            help={words.barcodes_help}
            {...form.field('barcodes')}
            spellCheck={false}
          />
          <NumberField label={words.min_stock} optional help={words.levels_help} {...form.field('min_stock')} />
          <NumberField label={words.max_stock} optional {...form.field('max_stock')} />
          <NumberField label={words.reorder_quantity} optional {...form.field('reorder_quantity')} />
        </>
      )}
      <div className="whole-row">
        <TextArea label={words.description} optional rows={2} {...form.field('description')} />
      </div>
    </div>
  )
}

const statuses = ['active', 'inactive', 'discontinued'] as const

function MoneyFields({ form, isNew }: FieldsProps) {
  const words = useText().catalog.form
  const may = useMay()
  const { business } = useSession()
  const isFixed = !isNew && !may('prices.edit')
  const classes = business?.tax_classes ?? []
  return (
    <>
      <MoneyField
        label={words.price}
        disabled={isFixed}
        {...(isFixed && { help: words.price_forbidden })}
        {...form.field('price')}
      />
      {may('costs.see') && <MoneyField label={words.cost} optional {...form.field('cost')} />}
      {classes.length > 1 && (
        <Select
          label={words.tax_class}
          {...form.field('tax_class')}
          value={form.values.tax_class || (classes[0]?.code ?? '')}
          options={classes.map(({ code, says }) => ({ value: code, label: says }))}
        />
      )}
    </>
  )
}
