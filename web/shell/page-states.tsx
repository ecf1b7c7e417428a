import { Suspense, useEffect } from 'react'
import { problemFrom } from '../api/problem.ts'
import { useMay } from '../api/session-store.ts'
import { to } from '../paths.ts'
import type { PageEntry, PageProps } from '../routes.tsx'
import { useText } from '../text/text.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { LedgerDrawing } from '../ui/illustrations/ledger.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { EmptyState, ErrorState, NoPermission } from '../ui/states.tsx'
import { Link, useGo } from './link.tsx'
import { homeFor } from './rooms.ts'

type Shown = { entry: PageEntry; Page: React.ComponentType<PageProps>; params: PageProps['params'] }

/** A page as the shop shows it: not at all without its permission, as empty rules while its code arrives. */
export function ShownPage({ entry, Page, params }: Shown) {
  const may = useMay()
  if (!may(entry.may)) {
    const home = homeFor(may)
    return entry.path === to.today() && home !== entry.path ? <GoOn path={home} /> : <ForbiddenPlace entry={entry} />
  }
  return (
    <Suspense fallback={<Skeleton rows={10} />}>
      <Page params={params} />
    </Suspense>
  )
}

/** A task stands without the frame and so brings the page's landmark and its title itself. */
function ForbiddenPlace({ entry }: { entry: PageEntry }) {
  const t = useText()
  if (entry.place !== 'task') return <Forbidden permission={entry.may} />
  return (
    <main className="book-content">
      <h1 className="only-read">{t.common.product_name}</h1>
      <Forbidden permission={entry.may} />
    </main>
  )
}

/** Everybody opens the shop at today's figures; whoever may not see them begins in the first room of their own. */
function GoOn({ path }: { path: string }) {
  const go = useGo()
  useEffect(() => go(path, { replace: true }))
  return <Skeleton rows={10} />
}

export function Forbidden({ permission }: { permission: string | undefined }) {
  return <NoPermission {...(permission && { permission })} home={<HomeLink />} />
}

export function NotFoundPage() {
  const words = useText().shell.not_found
  return <EmptyState drawing={<LedgerDrawing />} title={words.title} text={words.text} actions={<HomeLink />} />
}

function HomeLink() {
  const t = useText()
  const may = useMay()
  return (
    <Link to={homeFor(may)} className={buttonClass({ kind: 'primary', size: 'l' })}>
      {t.shell.not_found.home}
    </Link>
  )
}

/** A page that broke: our error, said so, with the way on. */
export function BrokenPage({ error, reset }: { error: unknown; reset: () => void }) {
  const t = useText()
  const problem = problemFrom(error)
  return (
    <ErrorState
      title={t.shell.failure.broken}
      text={t.shell.failure.broken_text}
      problem={problem}
      onRetry={reset}
      other={
        <Button size="l" onClick={() => location.reload()}>
          {t.common.reload}
        </Button>
      }
    />
  )
}
