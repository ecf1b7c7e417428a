import { CircleCheck, LoaderCircle, ScanBarcode } from 'lucide-react'
import { type KeyboardEvent, memo, type RefObject, useId, useState } from 'react'
import type { AnswerOf } from '../../api/route-types.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { cx } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { isTouch } from '../../ui/is-touch.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { Money } from '../../ui/money.tsx'
import { useScanText } from '../../ui/use-scan-text.ts'
import type { CartAct } from './cart.ts'
import { sellableOf } from './lookup.ts'
import { UnknownCode } from './unknown-code.tsx'
import type { useScanQueue } from './use-scan-queue.ts'

type ScanFieldProps = {
  field: RefObject<HTMLInputElement | null>
  queue: ReturnType<typeof useScanQueue>
  onScan: (code: string, times?: number) => void
  act: (act: CartAct) => void
}

const SEARCH_FROM = 2
const STILL_MS = 120
const isCode = (text: string) => /^\d{6,}$/.test(text)

/** "3*" before a code means three of it. */
export function readTyped(typed: string): { times: number; code: string } {
  const [, times, code] = typed.match(/^(\d{1,4})\*(.*)$/) ?? []
  return times && code !== undefined ? { times: Number(times), code: code.trim() } : { times: 1, code: typed.trim() }
}

/** One field for the scanner and for people: a code goes straight to the cart, words search as one types. */
export const ScanField = memo(({ field, queue, onScan, act }: ScanFieldProps) => {
  const t = useText()
  const listId = useId()
  const typed = useScanText(field, STILL_MS)
  const [at, setAt] = useState(0)
  const found = useFound(readTyped(typed.text).code)
  const active = Math.min(at, found.length - 1)
  const clear = () => {
    typed.clear()
    setAt(0)
  }
  const pick = (index: number) => {
    const product = found[index]
    if (product) act({ act: 'add', product: sellableOf(product), quantity: readTyped(typed.text).times })
    clear()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    typed.onKey(event)
    const { times, code } = readTyped(typed.read())
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setAt(Math.max(0, Math.min(found.length - 1, active + (event.key === 'ArrowDown' ? 1 : -1))))
    } else if (event.key === 'Escape' && typed.read()) {
      event.preventDefault()
      clear()
    } else if (event.key === 'Enter' && code) {
      event.preventDefault()
      const exact = found.some(({ sku }) => sku.toLowerCase() === code.toLowerCase())
      if (found.length > 0 && !exact) pick(active)
      else {
        onScan(code, times)
        clear()
      }
    }
  }
  return (
    <div className="scan-box">
      <div className="scan-field">
        <Icon of={ScanBarcode} size="xl" />
        <input
          ref={field}
          role="combobox"
          aria-label={t.till.scan_label}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={isTouch() ? t.till.scan_label : t.till.scan}
          onInput={typed.onInput}
          onKeyDown={onKeyDown}
        />
        <Chip
          tone={queue.problem ? 'warn' : 'ok'}
          icon={queue.problem ? LoaderCircle : CircleCheck}
          className="scan-ready"
        >
          {queue.problem ? t.till.working : t.till.ready}
        </Chip>
        <KeyCap keys="F2" />
      </div>
      <FoundList id={listId} found={found} active={active} onPick={pick} />
      {queue.unknown && <UnknownCode key={queue.unknown} code={queue.unknown} onSkip={queue.forget} onKnown={onScan} />}
      {queue.problem && (
        <div className="scan-note" role="alert">
          <p>{t.till.scan_waits}</p>
          <Button size="s" onClick={() => void queue.retry()}>
            {t.common.retry}
          </Button>
        </div>
      )}
    </div>
  )
})

type Product = AnswerOf<'GET /api/products'>['items'][number]

/** The products of these words; none of a code that somebody types, nor while the next answer is on its way. */
function useFound(words: string): readonly Product[] {
  const isSearch = words.length >= SEARCH_FROM && !isCode(words)
  const results = useAnswer(
    'GET /api/products',
    { query: { q: words, status: 'active', limit: '8' } },
    { enabled: isSearch },
  )
  // While the next answer is on its way the last one still stands there: it must not be picked by Enter.
  return isSearch && !results.isPlaceholderData ? (results.data?.items ?? []) : []
}

type FoundListProps = { id: string; found: readonly Product[]; active: number; onPick: (index: number) => void }

function FoundList({ id, found, active, onPick }: FoundListProps) {
  const t = useText()
  return (
    <div className={cx('scan-found', found.length > 0 && 'shown')} role="listbox" id={id} aria-label={t.till.product}>
      {found.map((product, index) => (
        <div
          key={product.id}
          tabIndex={-1}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onPointerDown={(event) => {
            event.preventDefault()
            onPick(index)
          }}
        >
          <span className="scan-name">{product.name}</span>
          <span className="code quiet">{product.sku}</span>
          <Money minor={product.price} />
        </div>
      ))}
    </div>
  )
}
