import { ArrowRight, Languages, LogOut, Moon, Sun } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMay } from '../api/session-store.ts'
import { useChooseLanguage } from '../api/use-choose-language.ts'
import { type Text, useLanguage, useText } from '../text/text.ts'
import { CommandPalette, type PaletteGroup, type PaletteItem } from '../ui/command-palette.tsx'
import { matches } from '../ui/search-words.ts'
import { useGo } from './link.tsx'
import { chooseTheme } from './look.ts'
import { type PaletteSource, paletteSources } from './palette-sources.tsx'
import { leave } from './person-menu.tsx'
import type { Room } from './rooms.ts'

const waitMs = 120

/** "Buscar o pedir": pages and actions at once, things of the shop as soon as the server answers. */
export function Palette({ open, onClose, rooms }: { open: boolean; onClose: () => void; rooms: readonly Room[] }) {
  const t = useText()
  const [query, setQuery] = useState('')
  const found = useFound(open ? query : '')
  const pages = usePages(rooms).filter((item) => matches(item.text, query))
  const actions = useActions().filter((item) => matches(item.text, query))
  const close = () => {
    setQuery('')
    onClose()
  }
  return (
    <CommandPalette
      open={open}
      onClose={close}
      query={query}
      onQuery={setQuery}
      loading={found.loading}
      groups={[
        ...found.groups,
        { name: t.shell.palette.pages, items: pages },
        { name: t.shell.palette.actions, items: actions },
      ]}
    />
  )
}

function usePages(rooms: readonly Room[]): PaletteItem[] {
  const t = useText()
  const go = useGo()
  return rooms.flatMap((room) =>
    room.sections.map((section, index) => ({
      id: section.path,
      icon: room.icon,
      text: `${t.shell.rooms[room.key]}, ${t.shell.sections[section.key]}`,
      ...(index === 0 ? { keys: `G ${room.letter}` } : {}),
      onPick: () => go(section.path),
    })),
  )
}

function useActions(): PaletteItem[] {
  const t = useText().shell.person
  const language = useLanguage()
  const chooseLanguage = useChooseLanguage()
  const other = language === 'en' ? 'es' : 'en'
  return [
    { id: 'light', icon: Sun, text: `${t.theme}: ${t.theme_light}`, onPick: () => chooseTheme('light') },
    { id: 'dark', icon: Moon, text: `${t.theme}: ${t.theme_dark}`, onPick: () => chooseTheme('dark') },
    { id: 'auto', icon: ArrowRight, text: `${t.theme}: ${t.theme_auto}`, onPick: () => chooseTheme('auto') },
    {
      id: 'language',
      icon: Languages,
      text: `${t.language}: ${other === 'es' ? t.spanish : t.english}`,
      onPick: () => chooseLanguage(other),
    },
    { id: 'out', icon: LogOut, text: t.sign_out, onPick: () => void leave() },
  ]
}

type Found = { groups: PaletteGroup[]; loading: boolean }

function useFound(query: string): Found {
  const t = useText()
  const may = useMay()
  const go = useGo()
  const [found, setFound] = useState<Found>({ groups: [], loading: false })
  const asked = query.trim()
  // Only the question starts a search; words, rights and the way to go are read when it does.
  const latest = useRef({ t, may, go })
  useEffect(() => {
    latest.current = { t, may, go }
  })
  useEffect(() => {
    const sources = paletteSources(latest.current.may)
    if (asked === '' || sources.length === 0) {
      setFound({ groups: [], loading: false })
      return
    }
    const stop = new AbortController()
    setFound((before) => ({ ...before, loading: true }))
    const timer = setTimeout(async () => {
      const { go, t } = latest.current
      const groups = await Promise.all(sources.map((source) => searchOne(source, asked, stop.signal, go, t)))
      if (!stop.signal.aborted) setFound({ groups, loading: false })
    }, waitMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [asked])
  return found
}

/** A source that fails leaves its group empty: the others are still worth showing. */
async function searchOne(
  source: PaletteSource,
  query: string,
  signal: AbortSignal,
  go: (path: string) => void,
  t: Text,
): Promise<PaletteGroup> {
  const items = await source.search({ query, signal, go }).catch(() => [])
  return { name: source.group(t), items }
}
