import { lazy, Suspense } from 'react'
import './parts-page.css'
import { FirstParts } from './first-parts.tsx'
import { sample } from './sample.ts'

const MoreParts = lazy(() => import('./more-parts.tsx').then((more) => ({ default: more.MoreParts })))

/** Every part in both lights, beside each other: what one looks at before trusting a change. */
export function PartsPage() {
  return (
    <main className="parts-page">
      <h1 className="only-read">{sample.title}</h1>
      {(['light', 'dark'] as const).map((theme) => (
        <section key={theme} data-theme={theme} className="parts-side" aria-label={theme}>
          <FirstParts />
          <Suspense>
            <MoreParts name={theme} />
          </Suspense>
        </section>
      ))}
    </main>
  )
}
