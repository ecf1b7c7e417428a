import { Printer } from 'lucide-react'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { to } from '../paths.ts'
import type { PageProps } from '../routes.tsx'
import { Receipt } from '../sales/parts.ts'
import { Link } from '../shell/link.tsx'
import { QueryState } from '../shell/query-state.tsx'
import { PageActions, PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { DocumentPaper, nameOfDocument } from './document-paper.tsx'
import './money.css'

/** `/documentos/{id}`: one document on its paper, what it belongs to, and the printer. */
export function DocumentPage({ params }: PageProps) {
  const t = useText()
  const may = useMay()
  const words = t.money.documents
  const document = useAnswer('GET /api/issued-documents/:id', { params: { id: params.id ?? '' } })
  const isSale = document.data !== undefined && document.data.refers_to_id === null && may('orders.see')
  const receipt = useAnswer(
    'GET /api/orders/:id/receipt',
    { params: { id: document.data?.document_id ?? '' } },
    { enabled: isSale },
  )
  return (
    <QueryState query={document} what={words.the_document}>
      {(data) => (
        <>
          <PageTitle title={`${nameOfDocument(t, data.kind)} ${data.label}`} back={to.documents()} />
          <PageActions>
            <Button kind="primary" icon={Printer} onClick={() => window.print()}>
              {t.money.print}
            </Button>
          </PageActions>
          <div className="document-page">
            {isSale && receipt.data ? <Receipt receipt={receipt.data} /> : <DocumentPaper document={data} />}
            <p className="document-says no-print">
              {data.refers_to_id && (
                <>
                  <Link to={to.document(data.refers_to_id)}>{words.see_origin}</Link>
                  {' · '}
                </>
              )}
              {may('orders.see') && <Link to={to.order(data.document_id)}>{t.money.entries.see_sale}</Link>}
            </p>
          </div>
        </>
      )}
    </QueryState>
  )
}
