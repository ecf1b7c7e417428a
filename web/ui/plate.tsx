import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import { bigFigureSize, Money } from './money.tsx'
import './plate.css'
import { useFormat } from './use-format.ts'

type PlateProps = { children: ReactNode; className?: string; label?: string; as?: 'div' | 'aside' }
/** The enamel sign: one a screen, for the one thing read from two metres. */
export function Plate({ children, className, label, as: Tag = 'div' }: PlateProps) {
  return (
    <Tag
      className={cx('plate on-plate', className)}
      role={label && Tag === 'div' ? 'group' : undefined}
      aria-label={label}
    >
      {children}
    </Tag>
  )
}

type PlateTotalProps = { name: string; note?: ReactNode; minor: number; live?: boolean }

/** The total of a sale: its name and note at the left, the amount as large as it fits. */
export function PlateTotal({ name, note, minor, live }: PlateTotalProps) {
  const format = useFormat()
  return (
    <Plate className="plate-total" label={name}>
      <span className="plate-name">
        {name}
        {note && <small>{note}</small>}
      </span>
      <output className={cx('plate-figure', bigFigureSize(format.amount(minor)))} aria-live={live ? 'polite' : 'off'}>
        <Money minor={minor} raised />
      </output>
    </Plate>
  )
}

/** Closes a sum: two lines that always mean "up to here". */
export function DoubleRule() {
  return <hr className="double-rule-line" />
}
