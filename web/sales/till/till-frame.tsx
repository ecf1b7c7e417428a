import { User } from 'lucide-react'
import { memo, type ReactNode, useEffect, useState } from 'react'
import { useSession } from '../../api/session-store.ts'
import { useConnection } from '../../live/connection.ts'
import { to } from '../../paths.ts'
import { useText } from '../../text/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { Logo } from '../../ui/logo.tsx'
import { SyncChip } from '../../ui/sync-chip.tsx'
import { useFormat } from '../../ui/use-format.ts'

type TillBarProps = { name?: string; since?: string; tools?: ReactNode }

/** The till is the whole screen: a bar of bottle green above, the work below. */
export function TillFrame({ children, ...bar }: TillBarProps & { children: ReactNode }) {
  return (
    <div className="till">
      <TillBar {...bar} />
      {children}
    </div>
  )
}

const TillBar = memo(({ name, since, tools }: TillBarProps) => {
  const t = useText()
  const format = useFormat()
  const session = useSession()
  const sync = useConnection()
  return (
    <header className="till-bar">
      <a href={to.today()} className="till-home" aria-label={t.till.leave}>
        <Logo size={30} />
      </a>
      <h1 className="sign till-name">{name ?? t.till.title}</h1>
      {since && <span className="till-since">{t.till.shift_since(format.time(since))}</span>}
      <span className="grow" />
      <SyncChip sync={sync} />
      {tools}
      <span className="till-person">
        <Icon of={User} size="s" /> {session.user.full_name}
      </span>
      <Clock />
    </header>
  )
})

function Clock() {
  const format = useFormat()
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 5_000)
    return () => clearInterval(timer)
  }, [])
  return <b className="till-clock">{format.time(now)}</b>
}
