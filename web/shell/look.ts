// What a person chose for this device: light, density. public/look.js reads the same keys before the first paint.
import { createStore, useStore } from '../ui/store.ts'

export type Theme = 'auto' | 'light' | 'dark'
export type Density = 'compact' | 'comfortable'
type Look = { theme: Theme; density: Density }

const themeKey = 'mostrador.theme'
const densityKey = 'mostrador.density'

const readLook = (): Look => {
  const theme = localStorage.getItem(themeKey)
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    density: localStorage.getItem(densityKey) === 'comfortable' ? 'comfortable' : 'compact',
  }
}

const look = createStore<Look>(readLook())
export const useLook = (): Look => useStore(look)

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(themeKey, theme)
  if (theme === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  look.set({ ...look.get(), theme })
}

export function chooseDensity(density: Density): void {
  localStorage.setItem(densityKey, density)
  if (density === 'compact') delete document.documentElement.dataset.density
  else document.documentElement.dataset.density = density
  look.set({ ...look.get(), density })
}
