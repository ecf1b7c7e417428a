import { Store } from 'lucide-react'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { chooseStore, useWorkingStore } from '../api/working-store.ts'
import { useRefreshAll } from '../live/use-live.ts'
import { useText } from '../text/text.ts'
import { buttonClass } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'

/** Where one works. A business with one store never sees it. */
export function StoreChoice() {
  return useMay()('stores.see') ? <Choice /> : null
}

function Choice() {
  const t = useText().shell
  const stores = useAnswer('GET /api/stores')
  const chosen = useWorkingStore()
  const refreshAll = useRefreshAll()
  const open = stores.data?.items.filter((store) => store.archived_at === null) ?? []
  if (open.length < 2) return null
  const pick = (id: string | null) => {
    chooseStore(id)
    refreshAll()
  }
  const name = open.find((store) => store.id === chosen)?.name ?? t.all_stores
  return (
    <Menu
      end
      label={`${t.store}: ${name}`}
      className={cx(buttonClass({ kind: 'quiet' }), 'store-choice')}
      items={[
        { kind: 'choice', key: 'all', text: t.all_stores, on: chosen === null, onPick: () => pick(null) },
        ...open.map((store) => ({
          kind: 'choice' as const,
          key: store.id,
          text: store.name,
          on: store.id === chosen,
          onPick: () => pick(store.id),
        })),
      ]}
    >
      <Icon of={Store} />
      <span className="store-name">{name}</span>
    </Menu>
  )
}
