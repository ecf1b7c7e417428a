import { writeAs } from '../../api/session.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useText } from '../../text/text.ts'
import type { FieldError } from '../../ui/form-errors.ts'
import { toast } from '../../ui/toast.tsx'

/** Saves a part of the settings; figures on every page follow at once. */
export function useSaveSettings(refuse?: (errors: readonly FieldError[]) => void) {
  const t = useText().settings
  return useCommand('PATCH /api/settings', {
    refresh: ['GET /api/settings'],
    onDone: (settings) => {
      writeAs(settings)
      toast(t.saved)
    },
    onRefused: ({ errors }) => refuse?.(errors),
  })
}
