import { CircleAlert } from 'lucide-react'
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../text/text.ts'
import './form.css'
import { errorPath, type FieldError, type Refused } from './form-errors.ts'
import { Icon } from './icon.tsx'

type FormOptions<Values> = {
  /** Keeps a draft under this name across a reload or a crash. */
  draft?: string
  /** Never written to the draft. */
  secret?: readonly (keyof Values)[]
}

/** The values of a form, what is wrong with each, and its draft. */
export function useForm<Values extends Record<string, unknown>>(
  start: Values,
  { draft, secret }: FormOptions<Values> = {},
) {
  const [values, setValues] = useState<Values>(() => ({ ...start, ...readDraft<Values>(draft) }))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [changed, setChanged] = useState(false)

  const change = (part: Partial<Values>) => {
    const next = { ...values, ...part }
    setValues(next)
    setChanged(true)
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([key]) => !(key in part))))
    if (draft) keepDraft(draft, next, secret)
  }
  const set = <Key extends keyof Values & string>(key: Key, value: Values[Key]) => {
    const part: Partial<Values> = {}
    part[key] = value
    change(part)
  }
  return {
    values,
    errors,
    changed,
    set,
    /** Several values at once: choosing a country also proposes its currency. */
    change,
    /** Everything a field part needs: <TextField label=… {...form.field('name')} /> */
    field: <Key extends keyof Values & string>(key: Key) => ({
      name: key,
      value: values[key],
      onChange: (value: Values[Key]) => set(key, value),
      error: errors[key],
    }),
    /** Replaces what is wrong; true when nothing is. */
    judge: (found: Partial<Record<keyof Values & string, string | false | undefined>>) => {
      const wrong = Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      setErrors(Object.fromEntries(wrong))
      return wrong.length === 0
    },
    /** Ties the errors of a refused call to their fields. */
    refuse: (errorList: readonly FieldError[] | undefined) =>
      setErrors(Object.fromEntries((errorList ?? []).map((error) => [errorPath(error.path), error.message]))),
    restart: (next: Values = start) => {
      setValues(next)
      setErrors({})
      setChanged(false)
      if (draft) localStorage.removeItem(draftKey(draft))
    },
  }
}

const draftKey = (name: string) => `mostrador.draft.${name}`

function readDraft<Values>(name: string | undefined): Partial<Values> {
  const kept = name ? localStorage.getItem(draftKey(name)) : null
  if (!kept) return {}
  try {
    // Our own words, written by keepDraft; a broken one is simply forgotten.
    return JSON.parse(kept) as Partial<Values>
  } catch {
    return {}
  }
}

function keepDraft<Values extends Record<string, unknown>>(
  name: string,
  values: Values,
  secret: readonly (keyof Values)[] = [],
): void {
  const open = Object.entries(values).filter(([key]) => !secret.includes(key))
  localStorage.setItem(draftKey(name), JSON.stringify(Object.fromEntries(open)))
}

type FormProps = {
  children: ReactNode
  onSubmit: () => void
  /** The refusal of the last try: its sentence stands on top, its fields are marked by useForm. */
  problem?: Refused | null | undefined
} & Omit<ComponentProps<'form'>, 'onSubmit' | 'children'>

/** Enter submits; after a refused try the first wrong field takes the focus. */
export function Form({ children, onSubmit, problem, ...rest }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  // A form that opens with a refusal (a wizard that went back) counts it as a try.
  const tries = useRef(problem ? 1 : 0)
  const focused = useRef(0)
  useEffect(() => {
    if (focused.current === tries.current) return
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (!wrong) return
    focused.current = tries.current
    wrong.focus()
  })
  return (
    <form
      {...rest}
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        tries.current += 1
        onSubmit()
      }}
    >
      <ProblemNote problem={problem} />
      {children}
    </form>
  )
}

/** What went wrong, in the words of whoever refused, with the code to quote. */
export function ProblemNote({ problem }: { problem: Refused | null | undefined }) {
  const t = useText()
  if (!problem) return null
  return (
    <div className="problem-note" role="alert">
      <Icon of={CircleAlert} />
      <div className="grow">
        <b>{problem.title}</b>
        {problem.detail && <p>{problem.detail}</p>}
        {problem.request_id && !problem.errors?.length && (
          <p className="code">{t.common.errors.code(problem.request_id)}</p>
        )}
      </div>
    </div>
  )
}
