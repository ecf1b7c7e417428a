import { createStore, useStore } from '../ui/store.ts'
import { doorWords } from './es/door.ts'
import type { es } from './es.ts'

/** Every word on the screen. A language that lacks a key does not compile. */
export type Text = typeof es
export type Language = 'es' | 'en' | 'pseudo'
export const languages: readonly Language[] = ['es', 'en']

/** A page before sign-in speaks only of the door; the shop brings all its words before any of its pages exists. */
export type Breadth = 'door' | 'shop'

const languageKey = 'mostrador.lang'
const atDoor = doorWords as Text
const spoken = createStore<{ language: Language; text: Text }>({ language: 'es', text: atDoor })
let breadth: Breadth = 'door'
let asked: Language = 'es'

/** The words, for a part: const t = useText(), then t.common.save. */
export const useText = (): Text => useStore(spoken).text
export const useLanguage = (): Language => useStore(spoken).language
/** The words, for code outside React. */
export const text = (): Text => spoken.get().text
export const language = (): Language => spoken.get().language
/** What the server should answer in, also while the words are on their way: the pseudo-language only exists on screens. */
export const serverLanguage = (): 'es' | 'en' => (asked === 'en' ? 'en' : 'es')

const isLanguage = (name: string | null): name is Language => name === 'es' || name === 'en' || name === 'pseudo'

/** The address asks first (?lang=), then the last choice, then the browser; Spanish when none of them is ours. */
export function wantedLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  if (isLanguage(asked)) return asked
  const kept = localStorage.getItem(languageKey)
  if (isLanguage(kept)) return kept
  return navigator.language.startsWith('en') ? 'en' : 'es'
}

export async function speak(name: Language, wanted: Breadth = breadth): Promise<void> {
  breadth = wanted
  asked = name
  const text = wanted === 'door' ? await doorWordsOf(name) : await wordsOf(name)
  spoken.set({ language: name, text })
  document.documentElement.lang = tags[name]
}
const tags: Record<Language, string> = { es: 'es-CL', en: 'en', pseudo: 'es-x-pseudo' }

/** Changes the language and remembers it on this device. */
export async function chooseLanguage(name: Language): Promise<void> {
  localStorage.setItem(languageKey, name)
  await speak(name)
}

/** A choice made in another tab of this browser holds here too. */
export function followOtherTabs(): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === languageKey && isLanguage(newValue)) void speak(newValue)
  })
}

async function doorWordsOf(name: Language): Promise<Text> {
  if (name === 'en') return (await import('./en/door.ts')).doorWords as Text
  if (name === 'pseudo') return (await import('./pseudo.ts')).pseudoText(atDoor)
  return atDoor
}

async function wordsOf(name: Language): Promise<Text> {
  if (name === 'en') return (await import('./en.ts')).en
  const { es } = await import('./es.ts')
  return name === 'pseudo' ? (await import('./pseudo.ts')).pseudoText(es) : es
}
