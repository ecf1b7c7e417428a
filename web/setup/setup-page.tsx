import { ChevronLeft } from 'lucide-react'
import { useEffect, useState } from 'react'
import { call } from '../api/call.ts'
import type { AnswerOf } from '../api/route-types.ts'
import { useSend } from '../api/use-send.ts'
import { to } from '../paths.ts'
import { serverLanguage, useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { Logo, Wordmark } from '../ui/logo.tsx'
import { Plate } from '../ui/plate.tsx'
import { Steps } from '../ui/steps.tsx'
import { shopFormat } from '../ui/use-format.ts'
import { AdminStep, BusinessStep, PricesStep, StartStep } from './setup-steps.tsx'
import './setup-page.css'
import { judgeStep } from './judge-step.ts'
import { SampleReceipt } from './sample-receipt.tsx'
import {
  emptySetup,
  fieldOfPath,
  isDemo,
  type SetupValues,
  type StepKey,
  sampleFormat,
  setupBody,
  stepOfField,
  stepsFor,
} from './setup-values.ts'
import { useFilling } from './use-filling.ts'

export type SetupState = AnswerOf<'GET /api/setup'>
export type SetupForm = ReturnType<typeof useForm<SetupValues>>

/** From an empty machine to an open shop in four sheets, or two for a demo, with a receipt that fills while one types. */
export function SetupPage() {
  const t = useText()
  const words = t.setup
  const state = useSetup()
  const [step, setStep] = useState<StepKey>('admin')
  const form = useForm<SetupValues>(emptySetup, { draft: 'setup', secret: ['password'] })
  const { country, currency } = form.values
  useEffect(() => shopFormat.set(sampleFormat({ ...emptySetup, country, currency })), [country, currency])
  const open = useSend(
    'POST /api/setup',
    () => {
      const path = form.values.start === 'import' ? to.import() : to.today()
      form.restart()
      location.assign(path)
    },
    (problem) => {
      const errors = problem.errors.map((error) => ({ ...error, path: fieldOfPath(error.path) }))
      form.refuse(errors)
      const first = problem.errors[0]
      if (first) setStep(stepOfField(first.path))
    },
  )
  const filling = useFilling(open.busy && isDemo(form.values.start))
  const steps = stepsFor(form.values.start)
  const at = steps.indexOf(step)
  const following = steps[at + 1]
  const next = () => {
    if (!form.judge(judgeStep(step, form.values, t))) return
    if (following) return setStep(following)
    // A draft that came back after a reload has lost its password: it is asked again before the end.
    if (!form.judge(judgeStep('admin', form.values, t))) return setStep('admin')
    void open.send({ body: setupBody(form.values, serverLanguage()) })
  }
  const finish = isDemo(form.values.start) ? words.start.finish_demo : words.start.finish
  return (
    <div className="setup">
      <Plate as="aside" className="setup-plate" label={t.common.product_name}>
        <div className="setup-brand">
          <Logo size={44} bare />
          <Wordmark className="setup-name" />
        </div>
        <p className="second">{words.tagline}</p>
        <Steps
          names={steps.map((key) => words.steps[key])}
          at={at}
          onPick={(index) => setStep(steps[index] ?? 'admin')}
        />
        <p className="setup-later second">{words.later}</p>
      </Plate>
      <main className="setup-main">
        <Form onSubmit={next} problem={open.problem} className="setup-form" key={step}>
          <div className="setup-sheet">
            {step === 'admin' && <AdminStep form={form} />}
            {step === 'start' && <StartStep form={form} filling={filling} />}
            {step === 'business' && <BusinessStep form={form} state={state} />}
            {step === 'prices' && <PricesStep form={form} state={state} />}
          </div>
          <div className="setup-foot">
            {at > 0 && (
              <Button
                kind="quiet"
                size="l"
                icon={ChevronLeft}
                disabled={open.busy}
                onClick={() => setStep(steps[at - 1] ?? 'admin')}
              >
                {t.common.back}
              </Button>
            )}
            <span className="grow field-help">{words.draft_kept}</span>
            <Button kind="primary" size="l" type="submit" keys="Enter" busy={open.busy}>
              {following ? words[step].next : open.busy ? words.start.opening : finish}
            </Button>
          </div>
        </Form>
      </main>
      <aside className="setup-sample" aria-label={words.sample.label}>
        <SampleReceipt values={form.values} state={state} />
      </aside>
    </div>
  )
}

/** What the server offers; a shop that is already open sends its visitor to the door. */
function useSetup(): SetupState | null {
  const [state, setState] = useState<SetupState | null>(null)
  const t = useText()
  useEffect(() => {
    document.title = `${t.setup.title} · ${t.common.product_name}`
  }, [t])
  useEffect(() => {
    call('GET /api/setup')
      .then((answer) => (answer.needs_setup ? setState(answer) : location.replace(to.signIn())))
      // Without an answer the wizard still works with the countries it knows; sending will say what is wrong.
      .catch(() => setState(null))
  }, [])
  return state
}
