import { cx } from './class-names.ts'
import './money.css'
import { useFormat } from './use-format.ts'

type MoneyProps = {
  /** Whole minor units of the business's currency. */
  minor: number
  /** A big amount raises its sign, as on a price card. */
  raised?: boolean
  /** Red only when a negative is bad; a discount is not. */
  bad?: boolean
  /** A movement column leaves zero empty, as a ledger does. */
  blankZero?: boolean
  className?: string
}

export function Money({ minor, raised, bad, blankZero, className }: MoneyProps) {
  const format = useFormat()
  if (blankZero && minor === 0) return null
  const { sign, symbol, digits, symbolLast } = format.moneyParts(minor)
  const mark = <span className="money-sign">{symbol}</span>
  return (
    <span className={cx('money', raised && 'raised', bad && minor < 0 && 'bad', className)}>
      {sign}
      {!symbolLast && mark}
      {digits}
      {symbolLast && mark}
    </span>
  )
}

/** 34,2 % with the sign lighter than the figure. */
export function Percent({ share, decimals }: { share: number; decimals?: number }) {
  const format = useFormat()
  return <span className="money">{format.percent(share, decimals)}</span>
}

/** The digits decide the size: a long total still fits its plate. */
export const bigFigureSize = (figure: string): 'big' | 'big-8' | 'big-10' => {
  const digits = figure.replace(/\D/g, '').length
  if (digits >= 10) return 'big-10'
  return digits >= 8 ? 'big-8' : 'big'
}
