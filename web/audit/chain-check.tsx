import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { useAnswer } from '../api/use-answer.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { ProblemNote } from '../ui/form.tsx'
import { useFormat } from '../ui/use-format.ts'

/** Walks the whole chain when somebody asks: a changed or missing act would break it. */
export function ChainCheck() {
  const t = useText().audit
  const format = useFormat()
  const [asked, setAsked] = useState(false)
  const chain = useAnswer('GET /api/audit-logs/verify', {}, { enabled: asked })
  const check = () => (asked ? void chain.refetch() : setAsked(true))
  return (
    <div className="row wrap audit-chain">
      <Button size="s" icon={Link2} busy={chain.isFetching} onClick={check}>
        {chain.isFetching ? t.verifying : t.verify}
      </Button>
      <span role="status" className="row wrap">
        {chain.data &&
          (chain.data.holds ? (
            <Chip tone="ok">{t.holds(format.quantity(chain.data.sealed))}</Chip>
          ) : (
            <Chip tone="bad">{t.broken(format.quantity(chain.data.broken?.position ?? 0))}</Chip>
          ))}
        {chain.data?.broken && <span className="second">{chain.data.broken.why}</span>}
        {chain.data && chain.data.unsealed > 0 && <span className="quiet">{t.unsealed(chain.data.unsealed)}</span>}
      </span>
      <ProblemNote problem={chain.error} />
    </div>
  )
}
