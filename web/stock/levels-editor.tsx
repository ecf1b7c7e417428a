import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { QueryState } from '../shell/query-state.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { NumberField } from '../ui/figure-fields.tsx'
import { Form } from '../ui/form.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { Product } from './product-panel.tsx'
import { stockRoutes } from './refresh.ts'

type Rule = AnswerOf<'GET /api/products/:id/levels'>['items'][number]
type Figure = 'min_stock' | 'max_stock' | 'reorder_quantity'
const figures: readonly Figure[] = ['min_stock', 'max_stock', 'reorder_quantity']
const placesMax = '200'

/** Minimum, maximum and usual order of each warehouse; what stays empty follows the product. */
export function LevelsEditor({ product }: { product: Product }) {
  const t = useText().catalog.levels
  const rules = useAnswer('GET /api/products/:id/levels', { params: { id: product.id } })
  return (
    <section className="sheet sheet-pad">
      <h2 className="section-title">{t.title}</h2>
      <p className="quiet">{t.help}</p>
      <QueryState query={rules} what={t.the_levels} small rows={3}>
        {({ items }) => <LevelsForm key={JSON.stringify(items)} product={product} rules={items} />}
      </QueryState>
    </section>
  )
}

function LevelsForm({ product, rules }: { product: Product; rules: readonly Rule[] }) {
  const t = useText().catalog
  const format = useFormat()
  const may = useMay()
  const warehouses = useAnswer('GET /api/warehouses', { query: { limit: placesMax } })
  const [changed, setChanged] = useState<Record<string, Rule>>({})
  const save = useCommand('PUT /api/products/:id/levels', {
    refresh: ['GET /api/products/:id/levels', ...stockRoutes],
    onDone: () => {
      setChanged({})
      toast(t.levels.saved)
    },
  })
  const ruleOf = (warehouse_id: string): Rule =>
    changed[warehouse_id] ??
    rules.find((rule) => rule.warehouse_id === warehouse_id) ?? {
      warehouse_id,
      min_stock: null,
      max_stock: null,
      reorder_quantity: null,
    }
  const items = Object.values(changed)
  const mayEdit = may('products.edit')
  return (
    <Form
      problem={save.error}
      onSubmit={() => items.length > 0 && save.mutate({ params: { id: product.id }, body: { items } })}
    >
      {warehouses.data?.items.map(({ id, name }) => (
        <fieldset key={id} className="level-rule">
          <legend className="strong">{name}</legend>
          {figures.map((figure) => (
            <NumberField
              key={figure}
              size="s"
              label={t.form[figure]}
              disabled={!mayEdit}
              placeholder={product[figure] === null ? '' : format.quantity(product[figure])}
              value={ruleOf(id)[figure]}
              onChange={(value) => setChanged({ ...changed, [id]: { ...ruleOf(id), [figure]: value } })}
            />
          ))}
        </fieldset>
      ))}
      {mayEdit && (
        <Button size="s" type="submit" disabled={items.length === 0} busy={save.isPending}>
          {t.levels.save}
        </Button>
      )}
    </Form>
  )
}
