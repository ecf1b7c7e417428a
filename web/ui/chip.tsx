import { Check, CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import './chip.css'
import { Icon, type IconKind } from './icon.tsx'

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'neutral'
const chipIcons: Record<Tone, IconKind | null> = {
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  info: Info,
  neutral: null,
}
const stateIcons: Record<Tone, IconKind | null> = { ...chipIcons, ok: Check }

type ToneProps = { tone?: Tone; icon?: IconKind | null; children: ReactNode; className?: string; title?: string }

/** State as a small painted label: an icon, a word, a colour, in that order of importance. */
export function Chip({ tone = 'neutral', icon = chipIcons[tone], children, className, title }: ToneProps) {
  return (
    <span className={cx('chip', tone, className)} title={title}>
      {icon && <Icon of={icon} size="xs" />}
      <span>{children}</span>
    </span>
  )
}

/** State inside a table: what is fine stays quiet, so that only exceptions speak. */
export function State({ tone = 'neutral', icon = stateIcons[tone], children }: Omit<ToneProps, 'className'>) {
  return (
    <span className={cx('state', tone)}>
      {icon && <Icon of={icon} size="xs" stroke={2.25} />}
      {children}
    </span>
  )
}

export function Avatar({ name }: { name: string }) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase()
  return <span className="avatar" aria-hidden="true" data-initials={initials} />
}
