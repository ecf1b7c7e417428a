// Runs before the first paint, so that a shop at night never flashes white. shell/look.ts writes these keys.
try {
  const root = document.documentElement
  const theme = localStorage.getItem('mostrador.theme')
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  if (localStorage.getItem('mostrador.density') === 'comfortable') root.dataset.density = 'comfortable'
} catch {
  // A browser that forbids storage still gets the shop, in the system's own light.
}
