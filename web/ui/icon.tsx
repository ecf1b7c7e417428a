import type { LucideIcon } from 'lucide-react'

export type IconKind = LucideIcon
const sizes = { xs: 14, s: 15, m: 18, l: 22, xl: 26 } as const

/** A drawn line in the ink of its words; always beside a word, so it is hidden from screen readers. */
export function Icon({
  of: Drawing,
  size = 'm',
  stroke,
}: {
  of: IconKind
  size?: keyof typeof sizes
  stroke?: number
}) {
  return <Drawing aria-hidden="true" size={sizes[size]} strokeWidth={stroke ?? 1.75} />
}
