import { LogOut, UserRound } from 'lucide-react'
import { signOut } from '../api/session.ts'
import { useSession } from '../api/session-store.ts'
import { useChooseLanguage } from '../api/use-choose-language.ts'
import { to } from '../paths.ts'
import { languages, useLanguage, useText } from '../text/text.ts'
import { Avatar } from '../ui/chip.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { useGo } from './link.tsx'
import { chooseDensity, chooseTheme, type Density, type Theme, useLook } from './look.ts'
import { pageAt } from './rooms.ts'

const themes: readonly Theme[] = ['auto', 'light', 'dark']
const densities: readonly Density[] = ['compact', 'comfortable']

/** One's own things: language, light, space between rows, and the way out. */
export function PersonMenu() {
  const t = useText().shell.person
  const { user } = useSession()
  const look = useLook()
  const language = useLanguage()
  const chooseLanguage = useChooseLanguage()
  const go = useGo()
  const items: MenuItem[] = [
    ...(pageAt(to.profile())
      ? [{ key: 'profile', text: t.profile, icon: UserRound, onPick: () => go(to.profile()) }]
      : []),
    { kind: 'title', key: 'language', text: t.language },
    ...languages.map((name) => ({
      kind: 'choice' as const,
      key: name,
      text: name === 'es' ? t.spanish : t.english,
      on: name === language,
      onPick: () => chooseLanguage(name),
    })),
    { kind: 'title', key: 'theme', text: t.theme },
    ...themes.map((theme) => ({
      kind: 'choice' as const,
      key: theme,
      text: { auto: t.theme_auto, light: t.theme_light, dark: t.theme_dark }[theme],
      on: theme === look.theme,
      onPick: () => chooseTheme(theme),
    })),
    { kind: 'title', key: 'density', text: t.density },
    ...densities.map((density) => ({
      kind: 'choice' as const,
      key: density,
      text: density === 'compact' ? t.density_compact : t.density_comfortable,
      on: density === look.density,
      onPick: () => chooseDensity(density),
    })),
    { key: 'out', text: t.sign_out, icon: LogOut, onPick: () => void leave() },
  ]
  return (
    <Menu
      end
      label={`${t.menu}: ${user.full_name}`}
      items={items}
      head={
        <>
          <b>{user.full_name}</b>
          <br />
          <span className="quiet">{user.role_title ?? user.email}</span>
        </>
      }
    >
      <Avatar name={user.full_name} />
    </Menu>
  )
}

export async function leave(): Promise<void> {
  await signOut()
  location.assign(to.signIn())
}
