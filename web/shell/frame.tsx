import { Outlet } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useMay } from '../api/session-store.ts'
import { useConnection } from '../live/connection.ts'
import { useText } from '../text/text.ts'
import { useHotkey } from '../ui/hotkey.ts'
import { OfflineBanner } from '../ui/sync-chip.tsx'
import { FootBar } from './foot-bar.tsx'
import './frame.css'
import { KeysDialog } from './keys-dialog.tsx'
import { useGo } from './link.tsx'
import { usePath } from './location.ts'
import { MoreSheet } from './more-sheet.tsx'
import { PageHead } from './page-head.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { placeOf, type Room, roomsFor } from './rooms.ts'

type Open = 'palette' | 'keys' | 'more' | null

/** The book: rail at the left, the room's sign above, the page below. */
export function RoomFrame() {
  const t = useText()
  const path = usePath()
  const rooms = roomsFor(useMay())
  const place = placeOf(rooms, path)
  const [open, setOpen] = useState<Open>(null)
  const ask = () => setOpen('palette')
  const close = () => setOpen(null)
  const content = useFocusOnMove(path)
  useHotkey('Ctrl+K', ask)
  useHotkey('?', () => setOpen('keys'))
  useRoomKeys(rooms)
  useEffect(() => {
    const here = place ? t.shell.sections[place.section.key] : ''
    document.title = here ? `${here} · ${t.common.product_name}` : t.common.product_name
  }, [place, t])
  return (
    <div className="book">
      <a className="skip" href="#content">
        {t.shell.skip}
      </a>
      <Rail rooms={rooms} here={place?.room ?? null} />
      <div className="book-page">
        <PageHead room={place?.room ?? null} section={place?.section ?? null} onAsk={ask} />
        <main id="content" className="book-content" ref={content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <OfflineBanner sync={useConnection()} />
      <FootBar rooms={rooms} here={place?.room ?? null} onAsk={ask} onMore={() => setOpen('more')} />
      <Palette open={open === 'palette'} onClose={close} rooms={rooms} />
      <KeysDialog open={open === 'keys'} onClose={close} rooms={rooms} />
      <MoreSheet open={open === 'more'} onClose={close} rooms={rooms} section={place?.section ?? null} />
    </div>
  )
}

/** After going somewhere, reading and tabbing start at the new page. */
function useFocusOnMove(path: string) {
  const content = useRef<HTMLElement>(null)
  const last = useRef(path)
  useEffect(() => {
    if (last.current === path) return
    last.current = path
    content.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [path])
  return content
}

const secondKeyMs = 1200

/** G, then the letter of a room. */
function useRoomKeys(rooms: readonly Room[]): void {
  const go = useGo()
  const armedAt = useRef(0)
  useHotkey('g', () => {
    armedAt.current = Date.now()
  })
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (Date.now() - armedAt.current > secondKeyMs || event.ctrlKey || event.metaKey || event.altKey) return
      const room = rooms.find(({ letter }) => letter.toLowerCase() === event.key.toLowerCase())
      const path = room?.sections[0]?.path
      if (!path) return
      armedAt.current = 0
      event.preventDefault()
      go(path)
    }
    document.addEventListener('keydown', heard)
    return () => document.removeEventListener('keydown', heard)
  })
}
