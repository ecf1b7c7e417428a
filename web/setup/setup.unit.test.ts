import { expect, test } from 'vitest'
import { es } from '../text/es.ts'
import { judgeStep } from './judge-step.ts'
import { emptySetup, fieldOfPath, setupBody, splitSample, stepOfField, stepsFor } from './setup-values.ts'

test('net and tax are always the gross', () => {
  for (const price of [1, 990, 11_990, 17_970]) {
    const sums = splitSample(price, 0.19, true)
    expect(sums.net + sums.tax).toBe(price)
  }
  expect(splitSample(11_990, 0.19, true)).toEqual({ gross: 11_990, net: 10_076, tax: 1914 })
  expect(splitSample(10_000, 0.19, false)).toEqual({ gross: 11_900, net: 10_000, tax: 1900 })
})

test('what was left empty is not sent', () => {
  const body = setupBody({ ...emptySetup, business: ' Lubricentro ', email: 'a@b.cl' }, 'es')
  expect(body.business).toEqual({ name: 'Lubricentro', tax_id: null })
  expect(body).not.toHaveProperty('store')
})

test('a demo is asked for by name, an empty shop and an import are not demos', () => {
  expect(setupBody({ ...emptySetup, start: 'online-retail' }, 'es')).toMatchObject({ demo: 'online-retail' })
  for (const start of ['empty', 'import'] as const)
    expect(setupBody({ ...emptySetup, start }, 'es')).not.toHaveProperty('demo')
})

test('who only looks at a demo is not asked for a business', () => {
  expect(stepsFor('lubricentro')).toEqual(['admin', 'start'])
  expect(stepsFor('import')).toEqual(['admin', 'start', 'business', 'prices'])
  expect(setupBody({ ...emptySetup, start: 'lubricentro' }, 'es').business.name).not.toBe('')
})

test('a refused field leads back to its step and its box', () => {
  expect(stepOfField('administrator.password')).toBe('admin')
  expect(stepOfField('business.tax_id')).toBe('business')
  expect(fieldOfPath('administrator.password')).toBe('password')
  expect(fieldOfPath('business.name')).toBe('business')
})

test('a step says what is missing before the server is asked', () => {
  expect(judgeStep('admin', { ...emptySetup, password: 'corta' }, es).password).toBe('Faltan 10 caracteres.')
  expect(judgeStep('business', { ...emptySetup, business: 'x', tax_id: '12.874.305-1' }, es).tax_id).toBe(
    'El dígito no calza. ¿Es 12.874.305-7?',
  )
  expect(judgeStep('business', { ...emptySetup, business: 'x' }, es)).toEqual({ business: false, tax_id: false })
})
