import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FulfilmentSummaryOut } from '#fulfilment/contract'
import { Link } from '../shell/link.tsx'
import { useText } from '../text/text.ts'
import { State } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { useFormat } from '../ui/use-format.ts'
import { Progress } from './board/progress.tsx'
import { since, stayOf } from './stay.ts'
import './work.css'

type WorkRowProps = { order: FulfilmentSummaryOut; href: string; lead?: ReactNode }

/** An order as who works on it sees it: a thumb's width high, what is late in red. */
export function WorkRow({ order, href, lead }: WorkRowProps) {
  const t = useText().fulfilment
  const format = useFormat()
  const { number, customer_name, lines, units, due_at, is_late, picker_name } = order
  return (
    <li>
      {lead && <span className="work-lead">{lead}</span>}
      <Link to={href} className="work-row">
        <span className="grow">
          <b>
            <span className="code">{number}</span> {customer_name ?? t.nobody}
          </b>
          <small className="quiet">
            {t.products_units(lines, format.quantity(units))}
            {picker_name && ` · ${picker_name}`}
          </small>
          <Progress order={order} />
        </span>
        {is_late ? (
          <State tone="bad">{t.late_by(stayOf(t, since(due_at)))}</State>
        ) : (
          <small className="quiet">{t.leaves(format.moment(due_at))}</small>
        )}
        <Icon of={ChevronRight} />
      </Link>
    </li>
  )
}
