import { useText } from '../text/text.ts'
import { Panel } from '../ui/panel.tsx'
import { Section } from '../ui/section.tsx'
import { useFormat } from '../ui/use-format.ts'
import { actName, fieldName } from './act-name.ts'
import type { Entry } from './audit-page.tsx'
import { changesBetween } from './changes.ts'
import './audit.css'

/** One act: what it changed, why, from where. */
export function AuditPanel({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useText().audit
  const format = useFormat()
  const facts: [string, string | null][] = [
    [t.who, entry.actor_name],
    [t.when, format.moment(entry.at)],
    [t.reason, entry.reason],
    [t.authorised_by, entry.authorised_by],
    [t.address, entry.ip],
    [t.device, entry.agent],
    [t.request, entry.request_id],
  ]
  return (
    <Panel
      title={[actName(t, entry.action), entry.label].filter(Boolean).join(' · ')}
      codes={entry.action}
      onClose={onClose}
    >
      <dl className="audit-facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Section title={`${t.before} / ${t.after}`}>
        <Changes entry={entry} />
      </Section>
    </Panel>
  )
}

function Changes({ entry }: { entry: Entry }) {
  const t = useText().audit
  const changes = changesBetween(entry.before, entry.after)
  if (changes.length === 0) return <p className="quiet">{t.no_change}</p>
  return (
    <dl className="audit-changes">
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt title={field}>{fieldName(t, field)}</dt>
          {before !== null && (
            <dd>
              <del>
                <span className="only-read">{t.before}: </span>
                {before || t.empty_value}
              </del>
            </dd>
          )}
          {after !== null && (
            <dd>
              <ins>
                <span className="only-read">{t.after}: </span>
                {after || t.empty_value}
              </ins>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
