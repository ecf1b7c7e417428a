import { useChooseLanguage } from '../../api/use-choose-language.ts'
import { chooseDensity, chooseTheme, useLook } from '../../shell/look.ts'
import { useLanguage, useText } from '../../text/text.ts'
import { Segmented } from '../../ui/choice-fields.tsx'
import { Section } from '../../ui/section.tsx'

/** What this device shows, at once and only here. */
export function LookSection() {
  const t = useText()
  const words = t.shell.person
  const look = useLook()
  const language = useLanguage()
  const chooseLanguage = useChooseLanguage()
  return (
    <section className="sheet sheet-pad" aria-label={t.profile.look}>
      <Section level={2} title={t.profile.look}>
        <div className="stack">
          <Segmented
            label={words.language}
            value={language === 'en' ? 'en' : 'es'}
            onChange={chooseLanguage}
            options={[
              { value: 'es', label: words.spanish },
              { value: 'en', label: words.english },
            ]}
          />
          <Segmented
            label={words.theme}
            value={look.theme}
            onChange={chooseTheme}
            options={[
              { value: 'auto', label: words.theme_auto },
              { value: 'light', label: words.theme_light },
              { value: 'dark', label: words.theme_dark },
            ]}
          />
          <Segmented
            label={words.density}
            value={look.density}
            onChange={chooseDensity}
            options={[
              { value: 'compact', label: words.density_compact },
              { value: 'comfortable', label: words.density_comfortable },
            ]}
          />
        </div>
      </Section>
    </section>
  )
}
