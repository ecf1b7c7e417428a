import { expect, test } from 'vitest'
import { isEasyPin } from '../commands/approve.ts'
import { judgePassword, wordsAbout } from '../password-rules.ts'

const about = wordsAbout({ email: 'juana.perez@tienda.example', full_name: 'Juana Pérez' }, 'Ferretería Ñuñoa')
const judge = (password: string, length_min = 15) => judgePassword(password, { length_min, about })

test('S13 fifteen characters alone, twelve with a second factor', () => {
  expect(judge('agua tibia con')).toBe('too_short')
  expect(judge('agua tibia con l')).toBeNull()
  expect(judge('agua tibia c', 12)).toBeNull()
  expect(judge('agua tibia ', 12)).toBe('too_short')
})

test('S14 common passwords and their disguises are refused', () => {
  for (const password of [
    'passwordpassword1',
    'P4ssw0rdPassw0rd!',
    'Contraseña123456',
    'contraseñacontraseña',
    'qwertyuiopasdfghjkl',
    'correcthorsebatterystaple',
    'iloveyouforever2024',
    '12345678901234567890',
    'Colocolo-campeon-2025'.replaceAll('-', ''),
    '1qaz2wsx3edc4rfv',
  ]) {
    expect([password, judge(password)]).toEqual([password, expect.stringMatching(/common|repetitive/)])
  }
})

test('S14 the names of the person, the business and the product are refused', () => {
  expect(judge('Juana.Perez-2026!!')).toBe('about_you')
  expect(judge('juanaperezjuana99')).toBe('about_you')
  expect(judge('ferreteria nunoa 1')).toBe('about_you')
  expect(judge('mostrador-2026-abc')).toBe('about_you')
  expect(judge('Juana compra setenta tomates')).toBeNull()
})

test('repetition and straight walks are refused', () => {
  expect(judge('aaaaaaaaaaaaaaaaaa')).toBe('repetitive')
  expect(judge('zorro7zorro7zorro7')).toBe('repetitive')
  expect(judge('bcdefghijklmnopqr')).toBe('repetitive')
})

test('S15 64 to 128 characters, spaces and emoji are welcome; more than 256 are not', () => {
  expect(judge('una frase larga que nadie más diría en voz alta en la feria del domingo'.repeat(1))).toBeNull()
  expect(judge('🦊🌧️🍞🚲🎻🧉🪁🐙🌵🪀🧂🛶🎈🦉🍋🪵')).toBeNull()
  expect(judge('x1 ya no llueve '.repeat(20))).toBe('too_long')
})

test('PINs that everybody tries first are easy', () => {
  for (const pin of ['111111', '121212', '123456', '987654', '000001'])
    expect([pin, isEasyPin(pin)]).toEqual([pin, true])
  expect(isEasyPin('502816')).toBe(false)
})
