import { Archive, ArchiveRestore, FolderTree, Tag } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { problemFrom } from '../api/problem.ts'
import { useMay } from '../api/session-store.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { BulkBar } from '../ui/list-tools.tsx'
import { toast } from '../ui/toast.tsx'
import { BulkArchiveDialog, BulkCategoryDialog } from './bulk-dialogs.tsx'
import { BulkPriceDialog } from './bulk-price-dialog.tsx'
import type { ProductQuery } from './product-views.ts'

type BulkProps = {
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
  total: number | undefined
  query: ProductQuery
  archived: boolean
}

/** As many as one bulk edit accepts. */
const bulkMax = 1000
const pageMax = '200'

/** What can be done with the chosen products, all or none. */
export function ProductsBulk({ chosen, onChoose, total, query, archived }: BulkProps) {
  const t = useText().catalog.bulk
  const may = useMay()
  const [open, setOpen] = useState<'price' | 'category' | 'archive' | null>(null)
  const ids = [...chosen]
  const drop = () => onChoose(new Set())
  const dialog = {
    ids,
    onClose: () => setOpen(null),
    onDone: (changed: number) => {
      toast(t.done(changed))
      setOpen(null)
      drop()
    },
  }
  const chooseAll = async () => {
    try {
      onChoose(new Set(await idsOfAll(query)))
    } catch (error) {
      toast(problemFrom(error).title, { tone: 'bad' })
    }
  }
  const mayAll = total !== undefined && total <= bulkMax
  return (
    <>
      <BulkBar
        count={chosen.size}
        {...(total !== undefined && { total })}
        {...(mayAll && { onAll: () => void chooseAll() })}
        onDrop={drop}
      >
        {may('prices.edit') && !archived && (
          <Button kind="on-plate" size="s" icon={Tag} onClick={() => setOpen('price')}>
            {t.price}
          </Button>
        )}
        {!archived && (
          <Button kind="on-plate" size="s" icon={FolderTree} onClick={() => setOpen('category')}>
            {t.category}
          </Button>
        )}
        <Button kind="on-plate" size="s" icon={archived ? ArchiveRestore : Archive} onClick={() => setOpen('archive')}>
          {archived ? t.restore : t.archive}
        </Button>
      </BulkBar>
      {open === 'price' && <BulkPriceDialog {...dialog} />}
      {open === 'category' && <BulkCategoryDialog {...dialog} />}
      {open === 'archive' && <BulkArchiveDialog {...dialog} archived={archived} />}
    </>
  )
}

/** Everything that matches the list, page after page, up to what one edit accepts. */
async function idsOfAll(query: ProductQuery): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: { items: { id: string }[]; next_cursor: string | null } = await call('GET /api/products', {
      query: { ...query, limit: pageMax, ...(cursor ? { cursor } : {}) },
    })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next_cursor
  } while (cursor !== null && ids.length < bulkMax)
  return ids.slice(0, bulkMax)
}
