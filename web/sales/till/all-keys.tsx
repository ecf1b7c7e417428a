import type { PaymentMethodOut } from '#money/contract'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { tenderKeys } from './use-till-keys.ts'

/** The map of the keyboard, on `?`. */
export function AllKeys({ methods, onClose }: { methods: readonly PaymentMethodOut[]; onClose: () => void }) {
  const t = useText()
  const { keys } = t.till
  const nameOf = (code: string) => methods.find((method) => method.code === code)?.name ?? code
  const rows: [string, string][] = [
    ['F2', keys.scan],
    ['F3', keys.customer],
    ['F4', keys.discount],
    ...[...tenderKeys(methods)].map(([key, code]): [string, string] => [key, keys.tender(nameOf(code))]),
    ['F10', keys.hold],
    ['J', keys.exact],
    ['Enter', keys.pay],
    ['*', keys.quantity],
    ['−', keys.undo],
    ['Delete', keys.remove],
    ['Escape', keys.leave],
  ]
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.till.all_keys}
      actions={
        <Button onClick={onClose} autoFocus>
          {t.common.close}
        </Button>
      }
    >
      <dl className="all-keys">
        {rows.map(([key, says]) => (
          <div key={key}>
            <dt>
              <KeyCap keys={key} />
              <span className="only-read">{key}</span>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
