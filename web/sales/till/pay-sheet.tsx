import { X } from 'lucide-react'
import { type FormEvent, memo, useEffect, useRef, useState } from 'react'
import type { Settings } from '#company/contract'
import { usePrintsReceipts } from '../../shell/printing.ts'
import { useText } from '../../text/text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Avatar } from '../../ui/chip.tsx'
import { Segmented } from '../../ui/choice-fields.tsx'
import { MoneyField } from '../../ui/figure-fields.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { isTouch } from '../../ui/is-touch.ts'
import { Money } from '../../ui/money.tsx'
import { PlateTotal } from '../../ui/plate.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ApprovalDialog, approvalNeeded } from './approval-dialog.tsx'
import type { Cart } from './cart.ts'
import { NumberPad } from './number-pad.tsx'
import { PhoneBack } from './phone-charge.tsx'
import { SumLines } from './sum-lines.tsx'
import { likelyCash, notesOf } from './tender.ts'
import { TenderKeys } from './tender-keys.tsx'
import type { Checkout } from './use-checkout.ts'

type PaySheetProps = {
  cart: Cart
  checkout: Checkout
  settings: Settings
  onCustomer: () => void
  onBack: () => void
}

/** The right page: who buys, what it comes to, and how it is paid. One key chooses, Enter takes the money. */
export function PaySheet({ cart, checkout, settings, onCustomer, onBack }: PaySheetProps) {
  const t = useText()
  const format = useFormat()
  const [asked, setAsked] = useState(false)
  const prints = usePrintsReceipts()
  const needed = approvalNeeded(checkout)
  const isEmpty = cart.lines.length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isEmpty) return
    if (checkout.paid.isCovered) {
      if (needed.length > 0) setAsked(true)
      else void checkout.sell()
    } else if (checkout.giving) checkout.keepGiven()
    else checkout.choose(checkout.methods.find(({ kind }) => kind === 'cash')?.code ?? '')
  }
  return (
    <>
      <form className="pay-sheet" onSubmit={submit} aria-label={t.till.pay_with}>
        <div className="pay-body">
          <PhoneBack onBack={onBack} />
          <Buyer buyer={cart.buyer} onCustomer={onCustomer} />
          <SumLines cart={cart} checkout={checkout} settings={settings} />
          <PlateTotal
            live
            name={t.till.total}
            note={t.till.units(format.quantity(checkout.local.units), checkout.local.units)}
            minor={shownTotal(checkout)}
          />
          <DocumentChoice
            kinds={settings.document_kinds}
            chosen={checkout.document_kind}
            onChoose={checkout.setDocument}
          />
          <TenderKeys
            methods={checkout.methods}
            chosen={checkout.giving?.method}
            onChoose={checkout.choose}
            disabled={isEmpty}
          />
          <Tenders checkout={checkout} settings={settings} />
          <span className="grow" />
          <ProblemNote problem={checkout.problem} />
          {checkout.problem?.isUnanswered && <p className="pay-kept">{t.till.kept}</p>}
        </div>
        <div className="pay-foot">
          {checkout.paid.change > 0 && (
            <p className="pay-change">
              <span className="sign">{t.till.change}</span>
              <output aria-live="polite">
                <Money minor={checkout.paid.change} raised />
              </output>
            </p>
          )}
          <Button kind="pay" size="xl" type="submit" keys="Enter" wide disabled={isEmpty} busy={checkout.isSelling}>
            {checkout.giving && !checkout.paid.isCovered
              ? t.till.add_tender
              : prints
                ? t.till.charge
                : t.till.charge_short}
          </Button>
        </div>
      </form>
      {asked && (
        <ApprovalDialog
          needed={needed}
          document_id={cart.id}
          onClose={() => setAsked(false)}
          onApproved={(token) => {
            setAsked(false)
            void checkout.sell(token)
          }}
        />
      )}
    </>
  )
}

/** With cash in play the plate shows what coins can pay. */
function shownTotal({ total, giving, tenders, isCash, paid }: Checkout): number {
  const methods = [...tenders.map(({ method }) => method), ...(giving ? [giving.method] : [])]
  if (!methods.some(isCash)) return total
  const cashGiven = [...tenders, ...(giving ? [{ method: giving.method, amount: giving.amount ?? 0 }] : [])]
  const cash = cashGiven.filter(({ method }) => isCash(method)).reduce((sum, one) => sum + one.amount, 0)
  const elsewhere = cashGiven.filter(({ method }) => !isCash(method)).reduce((sum, one) => sum + one.amount, 0)
  return elsewhere + (paid.isCovered ? cash - paid.change : cash + paid.cashDue)
}

const Buyer = memo(({ buyer, onCustomer }: { buyer: Cart['buyer']; onCustomer: () => void }) => {
  const t = useText()
  return (
    <div className="pay-buyer">
      {buyer && <Avatar name={buyer.name} />}
      <span className="pay-buyer-name">
        {buyer?.name ?? t.till.walk_in}
        {buyer?.tax_id && <small>{buyer.tax_id}</small>}
      </span>
      <Button onClick={onCustomer} keys="F3">
        {buyer ? t.till.change_customer : t.till.choose_customer}
      </Button>
    </div>
  )
})

/** Documents of the country that a counter sale does not issue. */
const notForSales = new Set(['nota_credito', 'guia'])

type DocumentChoiceProps = { kinds: readonly string[]; chosen: string; onChoose: (kind: string) => void }

const DocumentChoice = memo(({ kinds, chosen, onChoose }: DocumentChoiceProps) => {
  const t = useText()
  const names: Record<string, string> = t.till.documents
  const sellable = kinds.filter((kind) => names[kind] && !notForSales.has(kind)).slice(0, 3)
  if (sellable.length < 2) return null
  return (
    <Segmented
      label={t.till.document}
      hideLabel
      value={chosen}
      onChange={onChoose}
      options={sellable.map((kind) => ({ value: kind, label: names[kind] ?? kind }))}
    />
  )
})

function Tenders({ checkout, settings }: { checkout: Checkout; settings: Settings }) {
  const t = useText()
  const format = useFormat()
  const nameOf = (code: string) => checkout.methods.find((method) => method.code === code)?.name ?? code
  const { tenders, giving } = checkout
  if (tenders.length === 0 && !giving) return null
  return (
    <div className="tenders">
      {tenders.map((tender, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two payments by the same method and amount are two things
        <div className="tender-line" key={`${tender.method}-${at}`}>
          <span>
            {nameOf(tender.method)} {tender.reference && <small className="quiet">{tender.reference}</small>}
          </span>
          <Money minor={tender.amount} />
          <IconButton
            icon={X}
            label={t.till.remove_tender(nameOf(tender.method))}
            onClick={() => checkout.removeTender(at)}
          />
        </div>
      ))}
      {giving && (
        <Giving
          checkout={checkout}
          name={nameOf(giving.method)}
          missing={checkout.paid.isCovered ? null : format.money(checkout.paid.due)}
        />
      )}
      <hr className="double-rule-line" />
      {giving && checkout.isCash(giving.method) && (
        <QuickCash checkout={checkout} coin={settings.cash_rounding_minor} />
      )}
      {giving && <NumberPad amount={giving.amount} onChange={(amount) => checkout.setGiving({ ...giving, amount })} />}
    </div>
  )
}

function Giving({ checkout, name, missing }: { checkout: Checkout; name: string; missing: string | null }) {
  const t = useText()
  const field = useRef<HTMLInputElement>(null)
  const { giving, setGiving } = checkout
  const method = giving?.method
  useEffect(() => {
    if (!method) return
    field.current?.focus()
    field.current?.select()
  }, [method])
  if (!giving) return null
  const needsReference = checkout.methods.find(({ code }) => code === giving.method)?.needs_reference
  return (
    <div className="tender-line giving">
      <span>
        {name} {missing && <small className="quiet">{t.till.missing(missing)}</small>}
      </span>
      {needsReference && (
        <TextField
          label={t.till.reference}
          hideLabel
          placeholder={t.till.reference}
          value={giving.reference}
          onChange={(reference) => setGiving({ ...giving, reference })}
        />
      )}
      <MoneyField
        ref={field}
        label={t.till.received(name)}
        hideLabel
        value={giving.amount}
        onChange={(amount) => setGiving({ ...giving, amount })}
        // A finger gets the till's own number pad; the system's keyboard would cover the total.
        {...(isTouch() && { inputMode: 'none' as const })}
      />
    </div>
  )
}

function QuickCash({ checkout, coin }: { checkout: Checkout; coin: number }) {
  const t = useText()
  const format = useFormat()
  const { giving, setGiving, paid, tenders, total, isCash } = checkout
  if (!giving) return null
  const before = total - tenders.filter(({ method }) => !isCash(method)).reduce((sum, { amount }) => sum + amount, 0)
  const exact = paid.isCovered ? (giving.amount ?? 0) - paid.change : (giving.amount ?? 0) + paid.cashDue
  const give = (amount: number) => setGiving({ ...giving, amount })
  return (
    <div className="quick-cash">
      <Button hotkey="j" onClick={() => give(exact)} pressed={giving.amount === exact}>
        {t.till.exact}
      </Button>
      {likelyCash(before, notesOf(coin)).map((amount) => (
        <Button key={amount} onClick={() => give(amount)} pressed={giving.amount === amount}>
          {format.money(amount)}
        </Button>
      ))}
    </div>
  )
}
