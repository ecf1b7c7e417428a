import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { QueryState } from '../../shell/query-state.tsx'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast.tsx'
import { SessionList } from '../session-list.tsx'

const refresh = ['GET /api/auth/sessions'] as const

/** Where one is signed in; a lost phone is shut out from here. */
export function OwnDevices() {
  const t = useText()
  const sessions = useAnswer('GET /api/auth/sessions')
  const refuse = ({ title }: { title: string }) => toast(title, { tone: 'bad' })
  const end = useCommand('DELETE /api/auth/sessions/:id', {
    refresh,
    onDone: () => toast(t.profile.ended(1)),
    onRefused: refuse,
  })
  const others = useCommand('POST /api/auth/sessions/revoke-others', {
    refresh,
    onDone: ({ revoked }) => toast(t.profile.ended(revoked)),
    onRefused: refuse,
  })
  const many = (sessions.data?.items.length ?? 0) > 1
  return (
    <section className="sheet sheet-pad" aria-label={t.profile.devices}>
      <Section
        level={2}
        title={t.profile.devices}
        link={
          many && (
            <Button size="s" busy={others.isPending} onClick={() => others.mutate({})}>
              {t.profile.end_others}
            </Button>
          )
        }
      >
        <QueryState query={sessions} what={t.users.the_sessions} small rows={2}>
          {({ items }) => (
            <SessionList sessions={items} endWord={t.profile.end} onEnd={({ id }) => end.mutate({ params: { id } })} />
          )}
        </QueryState>
      </Section>
    </section>
  )
}
