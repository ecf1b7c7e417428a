import { CloudCheck, CloudUpload, ScanBarcode } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import type { CountOut } from '#stock/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { Link, useGo } from '../../shell/link.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Plate } from '../../ui/plate.tsx'
import { QuantityStepper } from '../../ui/quantity-stepper.tsx'
import { useScanner } from '../../ui/scanner.ts'
import { useFormat } from '../../ui/use-format.ts'
import { HandFrame, HandQuery } from '../hand-frame.tsx'
import { scopeName } from './scope-name.ts'
import { thingOf } from './tallies.ts'
import { useCounting } from './use-counting.ts'
import './counts.css'

type Counting = ReturnType<typeof useCounting>

/** `/bodega/conteos/{id}/contar`: for a phone or a scanner in one hand: scan, and it is one more. */
export function CountingPage({ params }: PageProps) {
  const t = useText()
  const id = params.id ?? ''
  const count = useAnswer('GET /api/stock-counts/:id', { params: { id } })
  return (
    <HandQuery query={count} what={t.warehouse.counts.the_count} title={t.shell.sections.counts} back={to.count(id)}>
      {(data) => <CountingTask count={data} />}
    </HandQuery>
  )
}

function CountingTask({ count }: { count: CountOut }) {
  const t = useText()
  const words = t.warehouse.counts
  const go = useGo()
  const counting = useCounting(count.id)
  const isOver = !count.next.includes('count')
  return (
    <HandFrame
      title={words.title_of(count.number)}
      note={`${scopeName(t, count)} · ${count.warehouse.name}`}
      back={to.count(count.id)}
      chip={<Told waiting={counting.waiting} />}
      foot={
        <Button kind="primary" size="l" wide onClick={() => go(to.count(count.id))}>
          {words.stop}
        </Button>
      }
    >
      {isOver ? (
        <div className="hand-pad">
          <p>{words.over_now}</p>
          <Link className={buttonClass({ kind: 'primary', size: 'l' })} to={to.count(count.id)}>
            {words.see_it}
          </Link>
        </div>
      ) : (
        <Scanning count={count} counting={counting} />
      )}
    </HandFrame>
  )
}

/** Whether what was scanned is with the server already. */
function Told({ waiting }: { waiting: number }) {
  const t = useText().warehouse.counts
  return (
    <Chip tone={waiting > 0 ? 'warn' : 'ok'} icon={waiting > 0 ? CloudUpload : CloudCheck}>
      {waiting > 0 ? t.to_tell(waiting) : t.told}
    </Chip>
  )
}

function Scanning({ count, counting }: { count: CountOut; counting: Counting }) {
  const t = useText()
  const words = t.warehouse.counts
  const format = useFormat()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  useScanner(
    (code) => void counting.scan(code),
    () => field.current,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void counting.scan(typed)
    setTyped('')
  }
  return (
    <>
      <div className="hand-pad">
        <p className="row hand-progress">
          <b>{words.of(format.quantity(count.counted), format.quantity(count.lines))}</b>
          <span className="quiet">{words.looked_at}</span>
        </p>
        <Last counting={counting} />
        <form onSubmit={submit}>
          <label className="hand-scan">
            <Icon of={ScanBarcode} size="l" />
            <span className="only-read">{words.scan}</span>
            <input
              ref={field}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              placeholder={words.scan}
              autoComplete="off"
              autoCapitalize="off"
              enterKeyHint="done"
              spellCheck={false}
            />
          </label>
        </form>
        {counting.unknown && (
          <p className="count-warn" role="alert">
            {words.unknown(counting.unknown)}
          </p>
        )}
        <ProblemNote problem={counting.problem} />
      </div>
      <Touched counting={counting} />
      <Rest count={count} counting={counting} />
    </>
  )
}

/** What was scanned last, readable from two metres, and the way to put it right. */
function Last({ counting }: { counting: Counting }) {
  const t = useText().warehouse.counts
  const format = useFormat()
  const { last } = counting
  return (
    <Plate className="count-plate" label={t.last}>
      {last ? (
        <>
          <span className="grow">
            <small className="code">{last.sku}</small>
            <b>{last.name}</b>
          </span>
          <output className="count-figure" aria-live="polite">
            {last.counted === null ? t.none_sign : format.quantity(last.counted)}
          </output>
        </>
      ) : (
        <span className="grow">{t.nothing_scanned}</span>
      )}
    </Plate>
  )
}

function Touched({ counting }: { counting: Counting }) {
  const t = useText().warehouse.counts
  if (counting.touched.length === 0) return null
  return (
    <section className="hand-list" aria-label={t.here}>
      <h2 className="label">{t.here}</h2>
      <ul>
        {counting.touched.map((line) => (
          <li key={line.id}>
            <span className="grow">
              <b>{line.name}</b>
              <small className="code quiet">{line.sku}</small>
            </span>
            <QuantityStepper
              label={line.name}
              value={line.counted ?? 0}
              onChange={(next) => counting.enter(line, 'set', next)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

const restMax = '50'

/** What nobody looked at yet, in the order one walks; a touch says there is none, or how many. */
function Rest({ count, counting }: { count: CountOut; counting: Counting }) {
  const t = useText()
  const words = t.warehouse.counts
  const rest = useList('GET /api/stock-counts/:id/lines', {
    params: { id: count.id },
    query: { show: 'uncounted', sort: 'walk', limit: restMax },
  })
  const here = new Set(counting.touched.map(({ id }) => id))
  const rows = rest.rows.filter(({ product }) => !here.has(product.id))
  if (rows.length === 0) return null
  return (
    <section className="hand-list" aria-label={words.missing}>
      <h2 className="label">{words.missing}</h2>
      <ul>
        {rows.map((line) => (
          <li key={line.product.id}>
            {line.bin && <span className="code hand-bin">{line.bin}</span>}
            <span className="grow">
              <b>{line.product.name}</b>
              <small className="code quiet">{line.product.sku}</small>
            </span>
            <Button
              size="l"
              aria-label={`${words.count_it}: ${line.product.name}`}
              onClick={() => counting.enter({ ...thingOf(line), counted: null }, 'set', 0)}
            >
              {words.count_it}
            </Button>
          </li>
        ))}
      </ul>
      {rest.more && (
        <Button wide busy={rest.loadingMore} onClick={rest.more}>
          {t.common.table.load_more}
        </Button>
      )}
    </section>
  )
}
