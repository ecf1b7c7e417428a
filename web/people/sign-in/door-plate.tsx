import { useText } from '../../text/text.ts'
import { StallDrawing } from '../../ui/illustrations/stall.tsx'
import { Wordmark } from '../../ui/logo.tsx'
import { Plate } from '../../ui/plate.tsx'
import './door.css'

/** The enamel sign beside the door: the lit stall, the name over a double rule, and whose shop it is. */
export function DoorPlate({ business }: { business?: string | null | undefined }) {
  const t = useText()
  return (
    <Plate as="aside" className="door-plate" label={t.common.product_name}>
      <StallDrawing open sign={t.signIn.open_sign} />
      <div>
        <Wordmark className="door-name" />
        {business && <p className="door-business">{business}</p>}
      </div>
    </Plate>
  )
}

export function DoorFrame({ business, children }: { business?: string | null | undefined; children: React.ReactNode }) {
  return (
    <div className="door">
      <DoorPlate business={business} />
      <main className="door-form">
        <div className="door-column">{children}</div>
      </main>
    </div>
  )
}
