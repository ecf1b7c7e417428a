import './styles/all.css'
import { loadSession } from './api/session.ts'
import { matchPath } from './match-path.ts'
import { pages } from './routes.tsx'
import { followOtherTabs, speak, wantedLanguage } from './text/text.ts'

/** A door page starts alone; everything else starts the shop with its router, session and live feed. */
async function open(): Promise<void> {
  const root = document.getElementById('app')
  if (!root) return
  for (const page of pages.filter(({ place }) => place === 'door')) {
    const params = matchPath(page.path, location.pathname)
    if (!params) continue
    const [{ openDoor }, Page] = await Promise.all([import('./door.tsx'), page.load(), speak(wantedLanguage(), 'door')])
    openDoor(root, Page, params)
    return
  }
  // The page comes along with the shop; a failure is the router's to tell, which asks again.
  const page = pages.find(({ path }) => matchPath(path, location.pathname))
  page?.load().catch(() => undefined)
  const words = speak(wantedLanguage(), 'shop')
  // Who is there is asked while the shop's code is on its way; a refusal is the shop's to tell.
  const session = loadSession()
  session.catch(() => undefined)
  const [{ openShop }] = await Promise.all([import('./shop.tsx'), words])
  await openShop(root, session)
}

followOtherTabs()
void open()
