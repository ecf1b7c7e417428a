import type { QuoteOut } from '#sales/contract'
import { useAnswer } from '../../api/use-answer.ts'
import { to } from '../../paths.ts'
import type { PageProps } from '../../routes.tsx'
import { useAddress } from '../../shell/location.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { PageTitle } from '../../shell/slots.tsx'
import { useText } from '../../text/text.ts'
import { EmptyState } from '../../ui/states.tsx'
import { QuoteForm } from './quote-form.tsx'

const start = { desde: '' }

/** `/cotizaciones/nueva`; `?desde=` begins with what another one offered. */
export function NewQuotePage() {
  const t = useText()
  const [{ desde }] = useAddress(start)
  const model = useAnswer('GET /api/quotes/:id', { params: { id: desde } }, { enabled: desde !== '' })
  return (
    <>
      <PageTitle title={t.quotes.new_title} back={to.quotes()} />
      {desde === '' ? (
        <QuoteForm quote={null} model={null} />
      ) : (
        <QueryState query={model} what={t.quotes.the_quote}>
          {(data) => <QuoteForm quote={null} model={data} />}
        </QueryState>
      )}
    </>
  )
}

export function EditQuotePage({ params }: PageProps) {
  const t = useText()
  const quote = useAnswer('GET /api/quotes/:id', { params: { id: params.id ?? '' } })
  return (
    <QueryState query={quote} what={t.quotes.the_quote}>
      {(data) => <Editing key={data.id} quote={data} />}
    </QueryState>
  )
}

function Editing({ quote }: { quote: QuoteOut }) {
  const t = useText()
  return (
    <>
      <PageTitle title={t.quotes.title_of(quote.number)} back={to.quote(quote.id)} />
      {quote.status === 'draft' ? (
        <QuoteForm quote={quote} model={quote} />
      ) : (
        <EmptyState title={t.quotes.not_a_draft} text={t.quotes.not_a_draft_text} />
      )}
    </>
  )
}
