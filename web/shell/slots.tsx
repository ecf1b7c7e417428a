import { type ReactNode, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { text } from '../text/text.ts'
import { createStore, useStore } from '../ui/store.ts'

type Sign = { title: string; back?: string | undefined }
const sign = createStore<Sign | null>(null)
export const usePageSign = (): Sign | null => useStore(sign)

/** The sign over a page that is not a room's section: "Venta 1048", with the way back. */
export function PageTitle({ title, back }: { title: string; back?: string }) {
  useEffect(() => {
    sign.set({ title, back })
    document.title = `${title} · ${text().common.product_name}`
    return () => sign.set(null)
  }, [title, back])
  return null
}

export const actionsSlotId = 'page-actions'

/** Puts a page's primary action into the head, beside the palette. */
export function PageActions({ children }: { children: ReactNode }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  useEffect(() => setSlot(document.getElementById(actionsSlotId)), [])
  return slot && createPortal(children, slot)
}
