import { Archive } from 'lucide-react'
import type { Problem } from '../api/problem.ts'
import { useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { TextArea, TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'
import { productRoutes } from './bulk-dialogs.tsx'
import type { Category } from './categories-page.tsx'
import { CategorySelect } from './choices.tsx'

/** Makes, renames, moves or archives one category. */
export function CategoryDialog({ category, onClose }: { category: Category | null; onClose: () => void }) {
  const t = useText()
  const words = t.catalog.categories
  const form = useForm({
    name: category?.name ?? '',
    parent_id: category?.parent_id ?? '',
    description: category?.description ?? '',
  })
  const options = (says: string) => ({
    refresh: productRoutes,
    onDone: () => {
      toast(says)
      onClose()
    },
    onRefused: ({ errors }: Problem) => form.refuse(errors),
  })
  const create = useCommand('POST /api/categories', options(words.created(form.values.name.trim())))
  const change = useCommand('PATCH /api/categories/:id', options(words.saved))
  const archive = useCommand('DELETE /api/categories/:id', options(words.archived(category?.name ?? '')))
  const submit = () => {
    const { name, parent_id, description } = form.values
    const body = { name: name.trim(), parent_id: parent_id || null, description: description.trim() || null }
    if (category) change.mutate({ params: { id: category.id }, body, version: category.version })
    else create.mutate({ body })
  }
  return (
    <Dialog open onClose={onClose} title={category ? words.edit_title(category.name) : words.new_title}>
      <Form className="stack" problem={create.error ?? change.error ?? archive.error} onSubmit={submit}>
        <TextField label={words.name} autoFocus required {...form.field('name')} />
        <CategorySelect
          label={words.parent}
          none={words.no_parent}
          except={category?.id}
          {...form.field('parent_id')}
        />
        <TextArea label={words.description} optional rows={2} {...form.field('description')} />
        <div className="dialog-actions">
          {category && (
            <Button
              kind="quiet"
              icon={Archive}
              title={words.archive_help}
              busy={archive.isPending}
              onClick={() => archive.mutate({ params: { id: category.id } })}
            >
              {words.archive}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" keys="Enter" busy={create.isPending || change.isPending}>
            {category ? t.common.save : words.create}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
