// One refresh for any number of 401s, in any number of tabs: a refresh token dies when it is used, so two refreshes at
// once would look like theft and end the session.

const refreshedKey = 'mostrador.refreshed_at'
let running: Promise<boolean> | null = null

/** True when there is a fresh session; `since` is when the refused call was sent. */
export function refreshOnce(since: number): Promise<boolean> {
  running ??= underLock(() => refresh(since)).finally(() => {
    running = null
  })
  return running
}

async function refresh(since: number): Promise<boolean> {
  // Another tab was quicker: its fresh cookie is ours too.
  if (Number(localStorage.getItem(refreshedKey)) > since) return true
  const answer = await fetch('/api/auth/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  if (answer.ok) localStorage.setItem(refreshedKey, String(Date.now()))
  return answer.ok
}

/** Without a secure context there are no locks; then only this tab is protected. */
function underLock(run: () => Promise<boolean>): Promise<boolean> {
  if (!('locks' in navigator)) return run()
  return navigator.locks.request('mostrador.refresh', run)
}
