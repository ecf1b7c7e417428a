import {
  ArrowLeftRight,
  BellRing,
  Boxes,
  CalendarClock,
  Columns3,
  MapPin,
  PackageCheck,
  PackageOpen,
  PackageSearch,
  Printer,
  ScanBarcode,
  ShoppingBasket,
  Truck,
  Undo2,
} from 'lucide-react'
import { to } from '../../paths.ts'
import type { Text } from '../../text/text.ts'
import type { IconKind } from '../../ui/icon.tsx'
import {
  type Counter,
  useExpectedOrders,
  useExpiringLots,
  useLateOrders,
  useLowCount,
  useOpenCounts,
  useOrdersToPack,
  useOrdersToPick,
  useParcelsToHand,
  useReturnsToReceive,
  useTransfersOnTheWay,
} from './counts.ts'

export type TaskKey = keyof Text['warehouse']['tasks']
export type Task = {
  key: TaskKey
  icon: IconKind
  path: string
  /** Which of the day's stretches it belongs to. */
  group: keyof Text['warehouse']['groups']
  /** How many wait, and how pressing that is. Asked only while the tile is shown. */
  useCount?: Counter
}

/**
 * What one does in a warehouse, in the order of a day: one line a task, shown as soon as its page exists and is
 * permitted. Its words stand in `text/…/warehouse.ts` under the same key.
 */
export const tasks: readonly Task[] = [
  { key: 'returns', icon: Undo2, path: to.returns(), group: 'arrives', useCount: useReturnsToReceive },
  { key: 'picks', icon: ShoppingBasket, path: to.picks(), group: 'leaves', useCount: useOrdersToPick },
  { key: 'packs', icon: PackageOpen, path: to.packs(), group: 'leaves', useCount: useOrdersToPack },
  { key: 'shipments', icon: Truck, path: to.shipments(), group: 'leaves', useCount: useParcelsToHand },
  { key: 'orders', icon: Columns3, path: to.fulfilments(), group: 'leaves', useCount: useLateOrders },
  { key: 'receiving', icon: PackageCheck, path: to.receiving(), group: 'arrives', useCount: useExpectedOrders },
  { key: 'transfers', icon: ArrowLeftRight, path: to.transfers(), group: 'leaves', useCount: useTransfersOnTheWay },
  { key: 'counts', icon: ScanBarcode, path: to.counts(), group: 'shelves', useCount: useOpenCounts },
  { key: 'look_up', icon: PackageSearch, path: to.inventory(), group: 'shelves' },
  { key: 'low_stock', icon: BellRing, path: to.lowStock(), group: 'shelves', useCount: useLowCount },
  { key: 'lots', icon: CalendarClock, path: to.lots(), group: 'shelves', useCount: useExpiringLots },
  { key: 'bins', icon: MapPin, path: to.bins(), group: 'signs' },
  { key: 'labels', icon: Printer, path: to.labels(), group: 'signs' },
  { key: 'warehouses', icon: Boxes, path: to.warehouses(), group: 'signs' },
]
