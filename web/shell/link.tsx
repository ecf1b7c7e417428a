import { useRouter } from '@tanstack/react-router'
import type { ComponentProps, MouseEvent } from 'react'

export type LinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** Made by `to` in paths.ts. */
  to: string
}

/** A real link: it opens in a new tab as links do, and inside the shop without loading the page again. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const router = useRouter()
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (event.defaultPrevented || elsewhere || rest.target) return
    event.preventDefault()
    router.history.push(to)
  }
  const warm = () => void router.preloadRoute({ to: to.split('?')[0] ?? to }).catch(() => undefined)
  return <a {...rest} href={to} onClick={open} onPointerEnter={warm} onFocus={warm} />
}

/** const go = useGo(), then go(to.order(id)) */
export function useGo(): (path: string, options?: { replace?: boolean }) => void {
  const router = useRouter()
  return (path, { replace } = {}) => (replace ? router.history.replace(path) : router.history.push(path))
}
