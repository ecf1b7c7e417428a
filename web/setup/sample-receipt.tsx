import { useText } from '../text/text.ts'
import { Money } from '../ui/money.tsx'
import { ReceiptLines, ReceiptPaper } from '../ui/receipt-paper.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { SetupState } from './setup-page.tsx'
import { type SetupValues, sampleRate, splitSample } from './setup-values.ts'

const filterPrice = 11_990
const bulbsPrice = 5980

/** The first receipt of this shop, as it would be printed with what has been typed so far. */
export function SampleReceipt({ values, state }: { values: SetupValues; state: SetupState | null }) {
  const words = useText().setup.sample
  const format = useFormat()
  const pack = state?.countries.find((one) => one.code === values.country)
  const tax = pack?.tax_name ?? 'IVA'
  const sums = splitSample(filterPrice + bulbsPrice, sampleRate(values.country), values.prices_include_tax)
  const now = new Date()
  return (
    <>
      <ReceiptPaper label={words.label}>
        <div className="receipt-head">
          <b className="sign">{values.business.trim() || words.your_business}</b>
          {values.tax_id && (
            <div>
              {pack?.tax_id_name ?? 'RUT'} {values.tax_id}
            </div>
          )}
          {values.store && <div>{values.store}</div>}
        </div>
        <ReceiptLines
          lines={[
            { left: words.document, right: 1 },
            { left: format.documentDay(now), right: format.time(now) },
          ]}
        />
        <ReceiptLines
          lines={[
            { left: words.filter, right: <Money minor={filterPrice} /> },
            { left: words.bulb, right: <Money minor={bulbsPrice} /> },
            ...(values.prices_include_tax ? [] : [{ left: tax, right: <Money minor={sums.tax} /> }]),
          ]}
        />
        <ReceiptLines
          solid
          lines={[
            { left: words.total, right: <Money minor={sums.gross} />, strong: true },
            values.prices_include_tax
              ? { left: words.tax_included(tax), right: <Money minor={sums.tax} />, quiet: true }
              : { left: words.net, right: <Money minor={sums.net} />, quiet: true },
          ]}
        />
        <p className="receipt-foot">{words.thanks}</p>
      </ReceiptPaper>
      <p className="field-help">{words.paper}</p>
    </>
  )
}
