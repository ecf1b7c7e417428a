import { Menu as MenuIcon, Pause } from 'lucide-react'
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Settings } from '#company/contract'
import type { PaymentMethodOut, TillSessionOut } from '#money/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { choosePrinting, usePrintsReceipts } from '../../shell/printing.ts'
import { useText } from '../../text/text.ts'
import { cx } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyStrip } from '../../ui/key-cap.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useScanner } from '../../ui/scanner.ts'
import { useSteady } from '../../ui/use-steady.ts'
import { AllKeys } from './all-keys.tsx'
import { CartSheet } from './cart-sheet.tsx'
import { CustomerDialog } from './customer-dialog.tsx'
import { DiscountDialog } from './discount-dialog.tsx'
import { HeldDialog } from './held-dialog.tsx'
import { useCodes } from './lookup.ts'
import { PaySheet } from './pay-sheet.tsx'
import { PhoneCharge } from './phone-charge.tsx'
import { ScanField } from './scan-field.tsx'
import { SoldSheet } from './sold-sheet.tsx'
import { TillFrame } from './till-frame.tsx'
import { tools as allTools, type Tool, ToolsDialog } from './tools-dialog.tsx'
import { useCart } from './use-cart.ts'
import { useCheckout } from './use-checkout.ts'
import { useScanQueue } from './use-scan-queue.ts'
import { useTillKeys } from './use-till-keys.ts'

type RegisterProps = {
  session: TillSessionOut
  settings: Settings
  methods: readonly PaymentMethodOut[]
  onClosed: () => void
}

export type Dialogs = 'customer' | 'discount' | 'held' | 'keys' | Tool | null

/** One sale after another: cart at the left, payment at the right, the keys at the foot. */
export function Register({ session, settings, methods, onClosed }: RegisterProps) {
  const t = useText()
  const inHand = useCart(session.id)
  const { cart, act } = inHand
  const [open, setOpen] = useState<Dialogs>(null)
  // Only a phone has the lines and the payment on two screens.
  const [paying, setPaying] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const queue = useScanQueue(act)
  const checkout = useCheckout({ ...inHand, session, settings, methods })
  const till = useAnswer('GET /api/tills', { query: { store_id: session.store_id } }).data?.items.find(
    ({ id }) => id === session.till_id,
  )
  const held = useAnswer('GET /api/held-carts', { query: { store_id: session.store_id } })
  const focusScan = () => field.current?.focus()
  const scan = useSteady((code: string, times?: number) => {
    checkout.dismiss()
    queue.scan(code, times)
  })
  useScanner(scan, () => field.current)
  useTillKeys({ cart, act, checkout, setOpen, focusScan, scanField: field, busy: open !== null })
  useCodes()
  // Paying and dialogs take the focus; when they are gone it is back where the next scan goes.
  useEffect(() => {
    if (open === null) field.current?.focus()
  }, [open])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sale that ended is what moves the focus
  useEffect(() => {
    if (checkout.sold) setPaying(false)
    // Who pays for the next cart already has left the receipt with that key, and is about to type an amount.
    if (checkout.giving === null) focusScan()
  }, [checkout.sold?.sale.id])
  const close = () => setOpen(null)
  const askCustomer = useCallback(() => setOpen('customer'), [])
  const tool = allTools.find((one) => one === open)
  const heldCount = held.data?.items.length ?? 0
  const tools = useMemo(() => <TillTools heldCount={heldCount} onOpen={setOpen} />, [heldCount])
  return (
    <TillFrame name={till?.name ?? t.till.title} since={session.opened_at} tools={tools}>
      <main className={cx('till-body', (paying || checkout.sold) && 'paying')}>
        <section className="till-cart" aria-label={t.till.title}>
          <ScanField field={field} queue={queue} onScan={scan} act={act} />
          <CartSheet cart={cart} act={act} verdicts={checkout.validation?.items ?? unjudged} />
        </section>
        <PhoneCharge cart={cart} checkout={checkout} onCustomer={askCustomer} onCharge={() => setPaying(true)} />
        {checkout.sold ? (
          <SoldSheet sold={checkout.sold} settings={settings} onNext={checkout.dismiss} />
        ) : (
          <PaySheet
            cart={cart}
            checkout={checkout}
            settings={settings}
            onCustomer={askCustomer}
            onBack={() => setPaying(false)}
          />
        )}
      </main>
      <TillKeys />
      {open === 'customer' && <CustomerDialog cart={cart} act={act} onClose={close} />}
      {open === 'discount' && <DiscountDialog cart={cart} act={act} onClose={close} />}
      {open === 'held' && <HeldDialog {...inHand} session={session} onClose={close} />}
      {open === 'keys' && <AllKeys methods={methods} onClose={close} />}
      {tool && <ToolsDialog tool={tool} session={session} methods={methods} onClose={close} onClosed={onClosed} />}
    </TillFrame>
  )
}

const unjudged: readonly never[] = []

function TillTools({ heldCount, onOpen }: { heldCount: number; onOpen: (dialog: Dialogs) => void }) {
  const t = useText()
  const prints = usePrintsReceipts()
  return (
    <>
      <button type="button" className="till-held" onClick={() => onOpen('held')}>
        <Icon of={Pause} size="s" /> {t.till.held(heldCount)}
      </button>
      <Menu
        label={t.till.tools}
        end
        items={[
          ...allTools.map((tool) => ({
            key: tool,
            text: toolName(t, tool),
            onPick: () => onOpen(tool),
          })),
          { kind: 'title', key: 'device', text: t.till.this_device },
          {
            kind: 'choice',
            key: 'prints',
            text: t.till.print_always,
            on: prints,
            onPick: () => choosePrinting(!prints),
          },
        ]}
      >
        <Icon of={MenuIcon} />
      </Menu>
    </>
  )
}

function toolName(t: ReturnType<typeof useText>, tool: Tool): string {
  const { cash_in, cash_out, expense, hand_over, close_till } = t.till
  return { 'cash-in': cash_in, 'cash-out': cash_out, expense, 'hand-over': hand_over, close: close_till }[tool]
}

const TillKeys = memo(() => {
  const { keys } = useText().till
  return (
    <KeyStrip
      keys={[
        { keys: '*', says: keys.quantity },
        { keys: 'F4', says: keys.discount },
        { keys: 'Delete', says: keys.remove },
        { keys: '−', says: keys.undo },
        { keys: 'F10', says: keys.hold },
      ]}
      end={[
        { keys: 'Escape', says: keys.leave },
        { keys: '?', says: keys.all },
      ]}
    />
  )
})
