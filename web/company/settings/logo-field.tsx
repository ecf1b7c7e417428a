import { ImagePlus } from 'lucide-react'
import { useRef } from 'react'
import { useMay } from '../../api/session-store.ts'
import { urlOf } from '../../api/url.ts'
import { useUpload } from '../../api/use-upload.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/form.tsx'
import { Section } from '../../ui/section.tsx'
import type { Settings } from '../settings-page.tsx'
import { useSaveSettings } from './use-save-settings.ts'

const accepted = 'image/png,image/jpeg,image/webp'

/** The picture over receipts; the server cleans it before it is kept. */
export function LogoField({ settings }: { settings: Settings }) {
  const t = useText().settings
  const may = useMay()
  const input = useRef<HTMLInputElement>(null)
  const save = useSaveSettings()
  const setLogo = (logo_file_id: string | null) => save.mutate({ version: settings.version, body: { logo_file_id } })
  const upload = useUpload('POST /api/files', { onDone: ({ id }) => setLogo(id) })
  const { logo_file_id: logo } = settings
  return (
    <Section level={2} title={t.logo}>
      <ProblemNote problem={upload.error ?? save.error} />
      <div className="row wrap logo-row">
        {logo ? (
          <img className="logo-picture" src={urlOf('/api/files/:id', { params: { id: logo } })} alt={settings.name} />
        ) : (
          <span className="quiet">{t.logo_none}</span>
        )}
        {may('settings.change') && may('files.add') && (
          <>
            <input
              ref={input}
              hidden
              type="file"
              accept={accepted}
              aria-label={t.logo}
              onChange={(event) => {
                const file = event.target.files?.[0]
                if (file) upload.mutate({ file })
                event.target.value = ''
              }}
            />
            <Button icon={ImagePlus} busy={upload.isPending || save.isPending} onClick={() => input.current?.click()}>
              {t.logo_choose}
            </Button>
            {logo && (
              <Button kind="quiet" onClick={() => setLogo(null)}>
                {t.logo_remove}
              </Button>
            )}
          </>
        )}
      </div>
      <p className="field-help">{t.logo_help}</p>
    </Section>
  )
}
