import { CustomerPicker } from '../../contacts/parts.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Cart, CartAct } from './cart.ts'

export function CustomerDialog({
  cart,
  act,
  onClose,
}: {
  cart: Cart
  act: (act: CartAct) => void
  onClose: () => void
}) {
  const t = useText()
  const take = (buyer: Cart['buyer']) => {
    act({ act: 'buyer', buyer })
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.till.customer}
      actions={
        <>
          <Button onClick={onClose}>{t.common.back}</Button>
          {cart.buyer && (
            <Button kind="danger" onClick={() => take(null)}>
              {t.till.drop_customer}
            </Button>
          )}
        </>
      }
    >
      <CustomerPicker onPick={take} />
    </Dialog>
  )
}
