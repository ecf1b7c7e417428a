import { passwordMissing } from '../people/parts.ts'
import type { Text } from '../text/text.ts'
import { judgeRut } from '../ui/rut.ts'
import type { SetupValues, StepKey } from './setup-values.ts'

type Verdict = Partial<Record<keyof SetupValues, string | false>>

/** What is still wrong on a step, in words, before the server is asked. */
export function judgeStep(step: StepKey, values: SetupValues, t: Text): Verdict {
  if (step === 'admin') return judgeAdmin(values, t)
  return step === 'business' ? judgeBusiness(values, t) : {}
}

function judgeAdmin({ full_name, email, password }: SetupValues, t: Text): Verdict {
  const missing = passwordMissing(password)
  return {
    full_name: full_name.trim() === '' && t.setup.missing.name,
    email: !/^\S+@\S+\.\S+$/.test(email.trim()) && t.setup.missing.email,
    password: missing > 0 && t.signIn.password_short(missing),
  }
}

function judgeBusiness({ business, country, tax_id }: SetupValues, t: Text): Verdict {
  const rut = judgeRut(tax_id)
  return {
    business: business.trim() === '' && t.setup.missing.business,
    tax_id: country === 'CL' && rut.state === 'wrong' && t.common.rut_wrong(rut.expected),
  }
}
