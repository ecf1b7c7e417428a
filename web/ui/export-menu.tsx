import { Download } from 'lucide-react'
import { useText } from '../text/text.ts'
import { buttonClass } from './button.tsx'
import { Icon } from './icon.tsx'
import { Menu } from './menu.tsx'

const formats = ['xlsx', 'csv', 'pdf'] as const
type Format = (typeof formats)[number]

/** The same rows as a file, in the form one asks for. */
export function ExportMenu({ label, addressOf }: { label: string; addressOf: (format: Format) => string }) {
  const t = useText().catalog
  return (
    <Menu
      end
      label={label}
      className={buttonClass({ kind: 'quiet', size: 's' })}
      items={formats.map((format) => ({
        key: format,
        text: t.export_as[format],
        onPick: () => window.location.assign(addressOf(format)),
      }))}
    >
      <Icon of={Download} />
    </Menu>
  )
}
