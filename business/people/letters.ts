import type { Letter } from './mail.ts'

/** The e-mails of this module, as sentences and their values; mail.ts turns them into text and HTML. */

export function resetLetter(full_name: string, business: string, link: string): Letter {
  return {
    subject: { es: 'Elige una clave nueva para {business}', en: 'Choose a new password for {business}' },
    body: {
      es: 'Hola, {full_name}:\n\nAlguien pidió una clave nueva para tu cuenta. Si fuiste tú, ábrelo dentro de una hora; sirve una sola vez. Si no fuiste tú, no hagas nada: tu clave sigue igual.',
      en: 'Hello, {full_name},\n\nSomebody asked for a new password for your account. If it was you, open this within an hour; it works once. If it was not you, do nothing: your password stays as it is.',
    },
    values: { full_name, business },
    link,
  }
}

export function invitationLetter(full_name: string, business: string, link: string): Letter {
  return {
    subject: { es: 'Tu cuenta en {business}', en: 'Your account at {business}' },
    body: {
      es: 'Hola, {full_name}:\n\nTe crearon una cuenta en {business}. Ábrela dentro de tres días y elige tu clave.',
      en: 'Hello, {full_name},\n\nAn account at {business} was made for you. Open it within three days and choose your password.',
    },
    values: { full_name, business },
    link,
  }
}

export function passwordChangedLetter(full_name: string, business: string): Letter {
  return {
    subject: { es: 'Tu clave de {business} cambió', en: 'Your {business} password changed' },
    body: {
      es: 'Hola, {full_name}:\n\nTu clave acaba de cambiar y tus otras sesiones se cerraron. Si no fuiste tú, avisa ahora a quien administra.',
      en: 'Hello, {full_name},\n\nYour password has just changed and your other sessions were closed. If it was not you, tell an administrator now.',
    },
    values: { full_name, business },
  }
}

export function tokenWasCopied(full_name: string, agent: string): Letter {
  return {
    subject: { es: 'Cerramos una sesión tuya por seguridad', en: 'We closed a session of yours for safety' },
    body: {
      es: 'Hola, {full_name}:\n\nDos equipos usaron la misma sesión ({agent}), así que la cerramos en los dos. Entra de nuevo; si no reconoces lo ocurrido, cambia tu clave.',
      en: 'Hello, {full_name},\n\nTwo devices used the same session ({agent}), so we closed it on both. Sign in again; if this surprises you, change your password.',
    },
    values: { full_name, agent },
  }
}
