import { useQueryClient } from '@tanstack/react-query'
import { chooseLanguage, type Language } from '../text/text.ts'

/** Another language for the screen, and for what the server put into words: that is asked again. */
export function useChooseLanguage(): (name: Language) => void {
  const cache = useQueryClient()
  return (name) => {
    void chooseLanguage(name).then(() => cache.invalidateQueries())
  }
}
