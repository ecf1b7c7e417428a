import { type FormEvent, useRef, useState } from 'react'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import { useAddress } from '../shell/location.ts'
import { PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { useScanner } from '../ui/scanner.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { TextField } from '../ui/text-field.tsx'
import { ReturnForm } from './return-form.tsx'
import './returns.css'

const start = { venta: '', codigo: '' }

/** `/devoluciones/nueva`: the receipt first, then what of it comes back. */
export function NewReturnPage() {
  const t = useText().returns
  const [{ venta, codigo }, setShown] = useAddress(start)
  const isAsked = venta !== '' || codigo !== ''
  const found = useAnswer(
    'GET /api/returns/returnable',
    { query: venta ? { order_id: venta } : codigo ? { code: codigo } : {} },
    { enabled: isAsked },
  )
  const again = () => setShown({ venta: '', codigo: '' })
  return (
    <div className="return-new">
      <PageTitle title={t.new_title} back={to.returns()} />
      {isAsked && found.data && !found.isPlaceholderData && !found.error ? (
        <ReturnForm key={found.data.order_id} sale={found.data} onOther={again} />
      ) : (
        <>
          <FindSale onFind={(code) => setShown({ venta: '', codigo: code })} />
          {isAsked && <ProblemNote problem={found.error} />}
          {isAsked && found.isFetching && <Skeleton rows={4} label={t.the_sale} />}
        </>
      )}
    </div>
  )
}

/** Whatever is on the paper in the customer's hand: its code by scan, its number by hand. */
function FindSale({ onFind }: { onFind: (code: string) => void }) {
  const t = useText().returns.find
  const field = useRef<HTMLInputElement>(null)
  const [code, setCode] = useState('')
  const find = (typed: string) => {
    if (typed.trim() !== '') onFind(typed.trim())
  }
  useScanner(find, () => field.current)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    find(code)
  }
  return (
    <form className="sheet sheet-pad return-find" onSubmit={submit}>
      <TextField
        ref={field}
        size="l"
        label={t.label}
        help={t.help}
        value={code}
        onChange={setCode}
        autoFocus
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        name="code"
      />
      <Button kind="primary" size="l" type="submit" disabled={code.trim() === ''}>
        {t.find}
      </Button>
    </form>
  )
}
