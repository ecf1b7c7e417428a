import { Check } from 'lucide-react'
import { useText } from '../text/text.ts'
import { cx } from './class-names.ts'
import { Icon } from './icon.tsx'
import './steps.css'

type StepsProps = { names: readonly string[]; at: number; across?: boolean; onPick?: (step: number) => void }

/** A way of a few steps: done ones ticked, the present one marigold. Down a plate, or across a page. */
export function Steps({ names, at, across, onPick }: StepsProps) {
  const t = useText()
  return (
    <ol className={cx('steps', across && 'across')} aria-label={t.common.steps}>
      {names.map((name, index) => {
        const done = index < at
        const words = (
          <>
            <span className="step-mark" aria-hidden="true">
              {done ? <Icon of={Check} size="s" stroke={2.25} /> : index + 1}
            </span>
            <span className="step-name">
              {name}
              {done && <span className="only-read"> ({t.common.step_done})</span>}
            </span>
          </>
        )
        return (
          <li
            key={name}
            className={cx('step', done && 'done', index === at && 'now')}
            aria-current={index === at ? 'step' : undefined}
          >
            {done && onPick ? (
              <button type="button" onClick={() => onPick(index)}>
                {words}
              </button>
            ) : (
              words
            )}
          </li>
        )
      })}
    </ol>
  )
}
