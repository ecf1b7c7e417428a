import { useMay } from '../../api/session-store.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Switch } from '../../ui/choice-fields.tsx'
import { toast } from '../../ui/toast.tsx'
import './settings.css'

/** What this business does not use can disappear; nothing that was recorded is lost. */
export function FeaturesTab() {
  const t = useText().settings
  const may = useMay()
  const features = useAnswer('GET /api/features')
  const change = useCommand('PATCH /api/features', {
    refresh: ['GET /api/features'],
    onDone: () => toast(t.saved),
    onRefused: ({ title }) => toast(title, { tone: 'bad' }),
  })
  return (
    <section className="sheet sheet-pad settings-narrow" aria-label={t.tabs.features}>
      <QueryState query={features} what={t.the_features} small rows={3}>
        {({ items }) => (
          <div className="stack">
            {items.map(({ name, says, is_on }) => (
              <Switch
                key={name}
                name={name}
                label={says}
                checked={is_on}
                disabled={!may('settings.change') || change.isPending}
                onChange={(on) => change.mutate({ body: { [name]: on } })}
              />
            ))}
          </div>
        )}
      </QueryState>
    </section>
  )
}
