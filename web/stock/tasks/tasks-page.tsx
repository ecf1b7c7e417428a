import { ChevronRight } from 'lucide-react'
import { useMay } from '../../api/session-store.ts'
import { Link } from '../../shell/link.tsx'
import { pageAt } from '../../shell/rooms.ts'
import { useText } from '../../text/text.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { Waiting } from './counts.ts'
import { type Task, tasks } from './tasks.ts'
import './tasks.css'

const groups = ['arrives', 'leaves', 'shelves', 'signs'] as const

/** `/bodega`: what there is to do in the warehouse, each a thumb's reach away. */
export function TasksPage() {
  const t = useText().warehouse
  const may = useMay()
  const shown = tasks.filter(({ path }) => {
    const page = pageAt(path)
    return page !== undefined && may(page.may)
  })
  return (
    <div className="tasks">
      {groups.map((group) => {
        const own = shown.filter((task) => task.group === group)
        if (own.length === 0) return null
        return (
          <section key={group} aria-label={t.groups[group]}>
            <h2 className="label tasks-group">{t.groups[group]}</h2>
            <ul className="sheet tasks-list">
              {own.map((task) => (
                <li key={task.key}>
                  <TaskLink task={task} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function TaskLink({ task }: { task: Task }) {
  const t = useText().warehouse
  return (
    <Link to={task.path} className="task">
      <span className="task-icon">
        <Icon of={task.icon} size="l" />
      </span>
      <span className="grow">
        <b>{t.tasks[task.key].name}</b>
        <small>{t.tasks[task.key].says}</small>
      </span>
      {task.useCount && <TaskCount useCount={task.useCount} />}
      <Icon of={ChevronRight} />
    </Link>
  )
}

function TaskCount({ useCount }: { useCount: () => Waiting }) {
  const t = useText().warehouse
  const format = useFormat()
  const waiting = useCount()
  if (!waiting || waiting.many === 0) return null
  return (
    <Chip tone={waiting.tone} title={t.waiting(waiting.many)}>
      {format.quantity(waiting.many)}
    </Chip>
  )
}
