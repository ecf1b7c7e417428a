import type { Problem } from '../api/problem.ts'
import { type ReadRoute, useCommand } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'

export const familyRoutes: readonly ReadRoute[] = ['GET /api/product-families', 'GET /api/product-families/:id']

type DialogProps = {
  /** Null makes a new one. */
  family: { id: string; name: string; version: number } | null
  onClose: () => void
  onSaved: (family: { id: string }) => void
}

/** Makes a family with its one to three options, or renames one: its options stay, because its variants have them. */
export function FamilyDialog({ family, onClose, onSaved }: DialogProps) {
  const t = useText()
  const words = t.catalog.families
  const form = useForm({ name: family?.name ?? '', first: '', second: '', third: '' })
  const options = (says: string) => ({
    refresh: familyRoutes,
    onDone: (saved: { id: string }) => {
      toast(says)
      onClose()
      onSaved(saved)
    },
    onRefused: ({ errors }: Problem) => form.refuse(errors.map((error) => ({ ...error, path: fieldOf(error.path) }))),
  })
  const create = useCommand('POST /api/product-families', options(words.created))
  const rename = useCommand('PATCH /api/product-families/:id', options(words.saved))
  const submit = () => {
    const name = form.values.name.trim()
    const option_names = fields.map((field) => form.values[field].trim()).filter(Boolean)
    const isTwice = new Set(option_names.map((one) => one.toLowerCase())).size < option_names.length
    const isWhole = form.judge({
      name: name === '' && t.common.required,
      first: !family && (option_names.length === 0 ? words.option_missing : isTwice && words.option_twice),
    })
    if (!isWhole) return
    if (family) rename.mutate({ params: { id: family.id }, body: { name }, version: family.version })
    else create.mutate({ body: { name, option_names } })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={family ? words.rename_title(family.name) : words.new_title}
      {...(!family && { text: words.new_text })}
    >
      <Form className="stack" problem={create.error ?? rename.error} onSubmit={submit}>
        <TextField label={words.name} autoFocus required help={words.name_help} {...form.field('name')} />
        {!family && (
          <>
            <TextField label={words.option(1)} help={words.option_help} {...form.field('first')} />
            <TextField label={words.option(2)} optional {...form.field('second')} />
            <TextField label={words.option(3)} optional {...form.field('third')} />
          </>
        )}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <span className="grow" />
          <Button kind="primary" type="submit" keys="Enter" busy={create.isPending || rename.isPending}>
            {family ? t.common.save : words.create}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

const fields = ['first', 'second', 'third'] as const

/** `option_names.1` is the second field of the form. */
const fieldOf = (path: string) => {
  const place = /option_names\.(\d)/.exec(path)?.[1]
  return (place && fields[Number(place)]) ?? (/option_names/.test(path) ? 'first' : path)
}
