import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { AnswerOf } from '../api/route-types.ts'
import { useMay } from '../api/session-store.ts'
import { useAnswer, useCommand } from '../api/use-answer.ts'
import { QueryState } from '../shell/query-state.tsx'
import { PageActions } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/choice-fields.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { NumberField } from '../ui/figure-fields.tsx'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { toast } from '../ui/toast.tsx'

type Settings = AnswerOf<'GET /api/stock-settings'>

/** When the shop wants to be warned, for whoever may say so. */
export function AlertSettingsAction() {
  const t = useText().stock.alerts.settings
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('stock.settings')) return null
  return (
    <PageActions>
      <Button icon={SlidersHorizontal} onClick={() => setOpen(true)}>
        {t.button}
      </Button>
      {open && <SettingsDialog onClose={() => setOpen(false)} />}
    </PageActions>
  )
}

function SettingsDialog({ onClose }: { onClose: () => void }) {
  const t = useText().stock.alerts.settings
  const settings = useAnswer('GET /api/stock-settings')
  return (
    <Dialog open onClose={onClose} title={t.title}>
      <QueryState query={settings} what={t.title} small rows={5}>
        {(data) => <SettingsForm settings={data} onClose={onClose} />}
      </QueryState>
    </Dialog>
  )
}

function SettingsForm({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const t = useText()
  const words = t.stock.alerts.settings
  const [high, setHigh] = useState<number | null>(settings.cover_high_days)
  const [medium, setMedium] = useState<number | null>(settings.cover_medium_days)
  const [from, setFrom] = useState(settings.quiet_from ?? '')
  const [until, setUntil] = useState(settings.quiet_until ?? '')
  const [second, setSecond] = useState(settings.counts_need_second)
  const save = useCommand('PATCH /api/stock-settings', {
    refresh: ['GET /api/stock-settings', 'GET /api/stock-alerts', 'GET /api/stock-alerts/count'],
    onDone: () => {
      toast(words.saved)
      onClose()
    },
  })
  const submit = () =>
    save.mutate({
      body: {
        ...(high === null ? {} : { cover_high_days: high }),
        ...(medium === null ? {} : { cover_medium_days: medium }),
        quiet_from: from || null,
        quiet_until: until || null,
        counts_need_second: second,
      },
    })
  return (
    <Form className="adjust-form" problem={save.error} onSubmit={submit}>
      <NumberField label={words.high} value={high} onChange={setHigh} name="high" />
      <NumberField label={words.medium} help={words.days_help} value={medium} onChange={setMedium} name="medium" />
      <p className="label">{words.quiet}</p>
      <div className="row">
        <TextField label={words.from} type="time" optional value={from} onChange={setFrom} name="from" />
        <TextField label={words.until} type="time" optional value={until} onChange={setUntil} name="until" />
      </div>
      <p className="quiet">{words.quiet_help}</p>
      <Checkbox label={words.second} help={words.second_help} checked={second} onChange={setSecond} />
      <div className="dialog-actions">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <span className="grow" />
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t.common.save}
        </Button>
      </div>
    </Form>
  )
}
