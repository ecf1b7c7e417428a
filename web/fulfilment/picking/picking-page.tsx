import { CloudCheck, CloudUpload } from 'lucide-react'
import { useState } from 'react'
import type { PickListOut } from '#fulfilment/contract'
import { useMay } from '../../api/session-store.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { Link, useGo } from '../../shell/link.tsx'
import { HandFrame, HandQuery } from '../../stock/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ScanLine } from '../scan-line.tsx'
import { Progress } from './progress.tsx'
import { ShortDialog } from './short-dialog.tsx'
import { DoneStops, NextStops, StopNow } from './stops.tsx'
import { useFinish } from './use-finish.ts'
import { usePicking } from './use-picking.ts'
import { leftOf } from './walk.ts'
import './picking.css'

/** `/bodega/buscar/{ids}`: a walk past the shelves, for a phone or a scanner in one hand. */
export function PickingPage({ params }: PageProps) {
  const t = useText().fulfilment.picking
  const ids = (params.ids ?? '').split(',')
  const list = useAnswer('GET /api/pick-list', { query: { fulfilment_ids: ids.join(',') } })
  if (list.error?.code === 'pick.nothing_to_pick') return <WalkIsOver />
  return (
    <HandQuery query={list} what={t.the_walk} title={t.title} back={to.picks()}>
      {(data) => <Walk list={data} ids={ids} />}
    </HandQuery>
  )
}

function Walk({ list, ids }: { list: PickListOut; ids: readonly string[] }) {
  const t = useText().fulfilment.picking
  const format = useFormat()
  const may = useMay()
  const picking = usePicking(list, ids)
  const finish = useFinish(picking.orders)
  const [isShort, setIsShort] = useState(false)
  const { current, rest, done, stops, orders } = picking
  const title = orders.length === 1 && orders[0] ? orders[0].number : null
  const words = useText().fulfilment
  return (
    <HandFrame
      title={title === null ? t.many(orders.length) : words.title_of(title)}
      note={title === null ? t.orders_of(orders.map(({ number }) => number).join(', ')) : t.title}
      back={to.picks()}
      chip={<Told waiting={picking.waiting} />}
      foot={
        current ? (
          <>
            <Button
              size="l"
              onClick={() => setIsShort(true)}
              disabled={!may('fulfilments.work') || picking.waiting > 0}
            >
              {t.short}
            </Button>
            <Button kind="primary" size="l" wide onClick={() => picking.takeOf(current, leftOf(current))}>
              {t.took_all(format.quantity(leftOf(current)))}
            </Button>
          </>
        ) : (
          <Button kind="primary" size="l" wide busy={finish.busy || picking.waiting > 0} onClick={finish.run}>
            {t.finish}
          </Button>
        )
      }
    >
      <div className="hand-pad">
        <Progress done={done.length} all={stops.length} />
        {current ? <StopNow stop={current} picking={picking} /> : <AllTaken />}
        {current && (
          <ScanLine
            label={current.bin && !picking.isThere ? t.scan_here(current.bin) : t.scan}
            onScan={picking.scan}
            echo={picking.echo}
          />
        )}
        <ProblemNote problem={finish.problem} />
        {current && finish.many > 0 && (
          <Button busy={finish.busy} onClick={finish.run}>
            {t.finish_some(finish.many)}
          </Button>
        )}
      </div>
      <NextStops stops={rest.filter((stop) => stop !== current)} onGo={picking.goTo} />
      <DoneStops stops={done} isTold={picking.waiting === 0} />
      {isShort && current && (
        <ShortDialog stop={current} warehouse_id={list.warehouse_id} onClose={() => setIsShort(false)} />
      )}
    </HandFrame>
  )
}

/** Whether what was taken is with the server already. */
function Told({ waiting }: { waiting: number }) {
  const t = useText().fulfilment.picking
  return (
    <Chip tone={waiting > 0 ? 'warn' : 'ok'} icon={waiting > 0 ? CloudUpload : CloudCheck}>
      {waiting > 0 ? t.to_tell(waiting) : t.told}
    </Chip>
  )
}

function AllTaken() {
  const t = useText().fulfilment.picking
  return (
    <div className="walk-done">
      <h2 className="sign">{t.done_title}</h2>
      <p>{t.done_text}</p>
    </div>
  )
}

function WalkIsOver() {
  const words = useText().fulfilment
  const t = words.picking
  const go = useGo()
  return (
    <HandFrame
      title={t.title}
      back={to.picks()}
      foot={
        <Button kind="primary" size="l" wide onClick={() => go(to.picks())}>
          {t.back_to_list}
        </Button>
      }
    >
      <div className="hand-pad">
        <h2 className="sign">{t.over_title}</h2>
        <p>{t.over_text}</p>
        <Link className={buttonClass({ size: 'l' })} to={to.packs()}>
          {words.packing.title}
        </Link>
      </div>
    </HandFrame>
  )
}
