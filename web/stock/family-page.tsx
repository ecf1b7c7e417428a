import { Archive, ArchiveRestore, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { useGo } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageActions, PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { State } from '../ui/chip.tsx'
import { Money } from '../ui/money.tsx'
import { EmptyState } from '../ui/states.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { toast } from '../ui/toast.tsx'
import { useFormat } from '../ui/use-format.ts'
import { FamilyDialog, familyRoutes } from './family-dialog.tsx'
import { VariantDialog } from './variant-dialog.tsx'

type Family = AnswerOf<'GET /api/product-families/:id'>
type Variant = Family['variants'][number]

/** `/inventario/familias/{id}`: the variants of one family, each with its options, price and stock card. */
export function FamilyPage({ params }: PageProps) {
  const words = useText().catalog.families
  const family = useAnswer('GET /api/product-families/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={family} what={words.the_family}>
      {(data) => (
        <>
          <PageTitle title={data.name} back={to.families()} />
          <FamilySheet family={data} />
        </>
      )}
    </QueryState>
  )
}

function FamilySheet({ family }: { family: Family }) {
  const t = useText()
  const words = t.catalog.families
  const format = useFormat()
  const go = useGo()
  const may = useMay()
  const [open, setOpen] = useState<'rename' | 'variant' | null>(null)
  const columns = useColumns(family)
  const close = () => setOpen(null)
  const mayAdd = may('products.edit') && family.archived_at === null
  return (
    <>
      <Acts family={family} onOpen={setOpen} />
      {family.archived_at && (
        <p>
          <State tone="neutral">{t.catalog.archived_since(format.day(family.archived_at))}</State>
        </p>
      )}
      <section className="sheet" aria-label={words.variants}>
        <Table
          caption={words.variants}
          columns={columns}
          rows={family.variants}
          rowKey={({ id }) => id}
          rowName={({ name }) => name}
          onOpen={({ id }) => go(to.product(id))}
          empty={
            <EmptyState
              title={words.no_variants}
              text={words.no_variants_text(family.option_names.join(', '))}
              actions={
                mayAdd && (
                  <Button kind="primary" size="l" icon={Plus} onClick={() => setOpen('variant')}>
                    {words.add_variant}
                  </Button>
                )
              }
            />
          }
          foot={<span>{words.variants_count(format.quantity(family.variants.length), family.variants.length)}</span>}
        />
      </section>
      {open === 'rename' && <FamilyDialog family={family} onClose={close} onSaved={close} />}
      {open === 'variant' && <VariantDialog family={family} onClose={close} />}
    </>
  )
}

function Acts({ family, onOpen }: { family: Family; onOpen: (dialog: 'rename' | 'variant') => void }) {
  const t = useText()
  const words = t.catalog.families
  const may = useMay()
  const go = useGo()
  const params = { id: family.id }
  const onRefused = ({ title }: { title: string }) => toast(title, { tone: 'bad' })
  const restore = useCommand('PATCH /api/product-families/:id', {
    refresh: familyRoutes,
    onDone: ({ name }) => toast(words.restored(name)),
    onRefused,
  })
  const archive = useCommand('DELETE /api/product-families/:id', {
    refresh: familyRoutes,
    onDone: ({ name }) => {
      toast(words.archived(name), { undo: () => restore.mutate({ params, body: { archived: false } }) })
      go(to.families())
    },
    onRefused,
  })
  if (!may('products.edit')) return null
  if (family.archived_at !== null) {
    return (
      <PageActions>
        <Button
          icon={ArchiveRestore}
          busy={restore.isPending}
          onClick={() => restore.mutate({ params, body: { archived: false } })}
        >
          {t.contacts.restore}
        </Button>
      </PageActions>
    )
  }
  return (
    <PageActions>
      <Button kind="quiet" icon={Archive} busy={archive.isPending} onClick={() => archive.mutate({ params })}>
        {t.contacts.archive}
      </Button>
      <Button icon={Pencil} hotkey="e" onClick={() => onOpen('rename')}>
        {words.rename}
      </Button>
      <Button kind="primary" icon={Plus} hotkey="n" onClick={() => onOpen('variant')}>
        {words.variant}
      </Button>
    </PageActions>
  )
}

function useColumns(family: Family): Column<Variant>[] {
  const t = useText()
  return [
    { key: 'sku', head: t.catalog.form.sku, width: '110px', cell: ({ sku }) => <span className="code">{sku}</span> },
    { key: 'name', head: t.catalog.form.name, card: 'title', cell: ({ name }) => <b>{name}</b> },
    ...family.option_names.map((option, index) => ({
      key: `option${index}`,
      head: option,
      cell: ({ options }: Variant) => options[option],
    })),
    {
      key: 'price',
      head: t.catalog.price,
      align: 'number',
      card: 'side',
      cell: ({ price }) => <Money minor={price} />,
    },
  ]
}
