import { useMutation } from '@tanstack/react-query'
import { call } from './call.ts'
import type { Problem } from './problem.ts'
import type { AnswerOf, Args, Route } from './route-types.ts'

/** Sends a file: const upload = useUpload('POST /api/files'), then upload.mutate({ file }). Fields go before the file. */
export function useUpload<R extends Route>(route: R, { onDone }: { onDone?: (answer: AnswerOf<R>) => void } = {}) {
  return useMutation<AnswerOf<R>, Problem, { file: File; fields?: Readonly<Record<string, string>> }>({
    mutationFn: ({ file, fields = {} }) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      form.append('file', file)
      return call(route, ...([{}, { form }] as unknown as Args<R>))
    },
    onSuccess: (answer) => onDone?.(answer),
  })
}
