import { type ComponentType, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { PageProps } from './routes.tsx'
import { Toasts } from './ui/toast.tsx'

/** Opens one page on its own: sign-in, first use, a link sent by e-mail. */
export function openDoor(root: HTMLElement, Page: ComponentType<PageProps>, params: PageProps['params']): void {
  createRoot(root).render(
    <StrictMode>
      <Page params={params} />
      <Toasts />
    </StrictMode>,
  )
}
