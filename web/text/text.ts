import { createStore, useStore } from '../ui/store.ts'
import { es } from './es.ts'

/** Every word on the screen. A language that lacks a key does not compile. */
export type Text = typeof es
export type Language = 'es' | 'en' | 'pseudo'
export const languages: readonly Language[] = ['es', 'en']

const languageKey = 'mostrador.lang'
const spoken = createStore<{ language: Language; text: Text }>({ language: 'es', text: es })

/** The words, for a part: const t = useText(), then t.common.save. */
export const useText = (): Text => useStore(spoken).text
export const useLanguage = (): Language => useStore(spoken).language
/** The words, for code outside React. */
export const text = (): Text => spoken.get().text
export const language = (): Language => spoken.get().language
/** What the server should answer in: the pseudo-language only exists on screens. */
export const serverLanguage = (): 'es' | 'en' => (language() === 'en' ? 'en' : 'es')

const isLanguage = (name: string | null): name is Language => name === 'es' || name === 'en' || name === 'pseudo'

/** The address asks first (?lang=), then the last choice, then the browser; Spanish when none of them is ours. */
export function wantedLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  if (isLanguage(asked)) return asked
  const kept = localStorage.getItem(languageKey)
  if (isLanguage(kept)) return kept
  return navigator.language.startsWith('en') ? 'en' : 'es'
}

export async function speak(name: Language): Promise<void> {
  spoken.set({ language: name, text: await wordsOf(name) })
  document.documentElement.lang = name === 'en' ? 'en' : 'es-CL'
}

/** Changes the language and remembers it on this device. */
export async function chooseLanguage(name: Language): Promise<void> {
  localStorage.setItem(languageKey, name)
  await speak(name)
}

async function wordsOf(name: Language): Promise<Text> {
  if (name === 'en') return (await import('./en.ts')).en
  if (name === 'pseudo') return (await import('./pseudo.ts')).pseudoText(es)
  return es
}
