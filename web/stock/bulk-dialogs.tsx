import { useState } from 'react'
import { type ReadRoute, useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form, ProblemNote } from '../ui/form.tsx'
import { CategorySelect } from './choices.tsx'

export type BulkDialogProps = { ids: readonly string[]; onClose: () => void; onDone: (changed: number) => void }

export const productRoutes: readonly ReadRoute[] = [
  'GET /api/products',
  'GET /api/products/:id',
  'GET /api/products/:id/price-history',
  'GET /api/products/:id/cost-history',
  'GET /api/categories',
]

const useBulk = (onDone: (changed: number) => void) =>
  useCommand('POST /api/products/bulk', { refresh: productRoutes, onDone: ({ changed }) => onDone(changed) })

export function BulkCategoryDialog({ ids, onClose, onDone }: BulkDialogProps) {
  const t = useText()
  const [category, setCategory] = useState('')
  const bulk = useBulk(onDone)
  return (
    <Dialog open size="s" onClose={onClose} title={t.catalog.bulk.category_title(ids.length)}>
      <Form
        problem={bulk.error}
        onSubmit={() => bulk.mutate({ body: { ids: [...ids], changes: { category_id: category || null } } })}
      >
        <CategorySelect
          label={t.catalog.category}
          none={t.catalog.form.no_category}
          value={category}
          onChange={setCategory}
        />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={bulk.isPending}>
            {t.common.save}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

export function BulkArchiveDialog({ ids, onClose, onDone, archived }: BulkDialogProps & { archived: boolean }) {
  const t = useText()
  const words = t.catalog
  const bulk = useBulk(onDone)
  return (
    <Dialog
      open
      size="s"
      onClose={onClose}
      title={archived ? words.count(String(ids.length), ids.length) : words.bulk.archive_title(ids.length)}
      text={archived ? undefined : words.archive_text}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          <Button
            kind={archived ? 'primary' : 'danger-solid'}
            busy={bulk.isPending}
            onClick={() => bulk.mutate({ body: { ids: [...ids], changes: { archived: !archived } } })}
          >
            {archived ? words.bulk.restore : words.bulk.archive}
          </Button>
        </>
      }
    >
      {bulk.error && <ProblemNote problem={bulk.error} />}
    </Dialog>
  )
}
