import { Banknote, Settings, ShoppingBasket, Store, Sun, Users, Warehouse } from 'lucide-react'
import { matchPath } from '../match-path.ts'
import { to } from '../paths.ts'
import { type PageEntry, pages } from '../routes.tsx'
import type { Text } from '../text/text.ts'
import type { IconKind } from '../ui/icon.tsx'

type RoomKey = keyof Text['shell']['rooms']
export type SectionKey = keyof Text['shell']['sections']
export type Section = { key: SectionKey; path: string; may?: string | undefined }
/** `letter` opens the room after the key G. */
export type Room = { key: RoomKey; icon: IconKind; letter: string; sections: Section[] }

type Plan = { key: RoomKey; icon: IconKind; letter: string; sections: readonly [SectionKey, string][] }

/** The shop's rooms, named by what people do in them; sections are tabs beside the title. */
const plan: readonly Plan[] = [
  { key: 'today', icon: Sun, letter: 'H', sections: [['summary', to.today()]] },
  {
    key: 'sell',
    icon: Store,
    letter: 'V',
    sections: [
      ['till', to.till()],
      ['orders', to.orders()],
      ['quotes', to.quotes()],
      ['held', to.heldCarts()],
      ['returns', to.returns()],
    ],
  },
  {
    key: 'warehouse',
    icon: Warehouse,
    letter: 'B',
    sections: [
      ['inventory', to.inventory()],
      ['tasks', to.warehouseTasks()],
      ['fulfilments', to.fulfilments()],
      ['shipments', to.shipments()],
      ['transfers', to.transfers()],
      ['counts', to.counts()],
      ['low_stock', to.lowStock()],
      ['reservations', to.reservations()],
      ['valuation', to.valuation()],
      ['categories', to.categories()],
      ['families', to.families()],
      ['warehouses', to.warehouses()],
    ],
  },
  {
    key: 'buy',
    icon: ShoppingBasket,
    letter: 'P',
    sections: [
      ['purchases', to.purchases()],
      ['reorders', to.reorders()],
      ['goods_receipts', to.goodsReceipts()],
      ['supplier_invoices', to.supplierInvoices()],
      ['suppliers', to.suppliers()],
    ],
  },
  {
    key: 'money',
    icon: Banknote,
    letter: 'D',
    sections: [
      ['till_sessions', to.tillSessions()],
      ['accounts', to.accounts()],
      ['payments', to.payments()],
      ['expenses', to.expenses()],
      ['documents', to.documents()],
    ],
  },
  {
    key: 'customers',
    icon: Users,
    letter: 'C',
    sections: [
      ['customers', to.customers()],
      ['people', to.people()],
    ],
  },
  {
    key: 'settings',
    icon: Settings,
    letter: 'A',
    sections: [
      ['business', to.settings()],
      ['users', to.users()],
      ['audit', to.audit()],
      ['books', to.books()],
      ['import', to.import()],
    ],
  },
]

export const pageAt = (path: string): PageEntry | undefined =>
  pages.find((page) => page.path === path) ?? pages.find((page) => matchPath(page.path, path) !== null)

/** Only rooms with a page that exists and that this person may enter. */
export function roomsFor(may: (permission: string | undefined) => boolean): Room[] {
  return plan
    .map((room) => ({
      ...room,
      sections: room.sections.flatMap(([key, path]) => {
        const page = pages.find((entry) => entry.path === path)
        return page && may(page.may) ? [{ key, path, may: page.may }] : []
      }),
    }))
    .filter((room) => room.sections.length > 0)
}

/** Where somebody begins: the first section of the first room they may enter. */
export const homeFor = (may: (permission: string | undefined) => boolean): string =>
  roomsFor(may)[0]?.sections[0]?.path ?? to.today()

/** The section an address belongs to: the longest path that begins it. */
export function placeOf(rooms: readonly Room[], path: string): { room: Room; section: Section } | null {
  const within = (start: string) => path === start || (start !== '/' && path.startsWith(`${start}/`))
  const all = rooms.flatMap((room) => room.sections.map((section) => ({ room, section })))
  return (
    all
      .filter(({ section }) => within(section.path))
      .sort((a, b) => b.section.path.length - a.section.path.length)[0] ?? null
  )
}
