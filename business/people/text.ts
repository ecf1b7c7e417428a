import type { Sentence } from '#platform/text'

/** What this module says to people, in both languages. */
export const text = {
  signedIn: { es: 'Sesión iniciada.', en: 'Signed in.' },
  badCredentials: {
    es: 'El correo o la clave no coinciden. Revísalos e inténtalo de nuevo.',
    en: 'The e-mail or the password does not match. Check them and try again.',
  },
  badCode: {
    es: 'Ese código no sirve o ya se usó. Espera el siguiente en tu aplicación.',
    en: 'That code is not valid or was already used. Wait for the next one in your app.',
  },
  tooManyAttempts: {
    es: 'Demasiados intentos. Espera {seconds|segundo|segundos} y prueba de nuevo, o pide una clave nueva.',
    en: 'Too many attempts. Wait {seconds|second|seconds} and try again, or ask for a new password.',
  },
  sessionEnded: { es: 'La sesión terminó. Entra de nuevo.', en: 'The session has ended. Sign in again.' },
  reauthRequired: {
    es: 'Para esto necesitamos confirmar que eres tú. Escribe tu clave otra vez.',
    en: 'For this we need to be sure it is you. Type your password again.',
  },
  personOnly: {
    es: 'Esto lo hace una persona con su sesión, no una clave de API.',
    en: 'This is done by a person with a session, not with an API key.',
  },
  registrationClosed: {
    es: 'Este negocio no abre cuentas por internet. Pide una a quien administra.',
    en: 'This business opens no accounts online. Ask an administrator for one.',
  },
  resetSent: {
    es: 'Si ese correo tiene una cuenta, en unos minutos recibirás un enlace para elegir una clave nueva.',
    en: 'If that e-mail has an account, a link to choose a new password will arrive in a few minutes.',
  },
  linkSpent: {
    es: 'Este enlace ya se usó o venció. Pide uno nuevo.',
    en: 'This link was used or has expired. Ask for a new one.',
  },
  passwordTooShort: {
    es: 'La clave necesita al menos {length_min|carácter|caracteres}. Sirve una frase, con espacios si quieres.',
    en: 'The password needs at least {length_min|character|characters}. A sentence works, with spaces if you like.',
  },
  passwordTooLong: {
    es: 'La clave puede tener hasta {length_max|carácter|caracteres}.',
    en: 'The password may have up to {length_max|character|characters}.',
  },
  passwordCommon: {
    es: 'Esa clave está en las listas que prueban los ladrones. Elige otra.',
    en: 'That password is on the lists that thieves try. Choose another one.',
  },
  passwordAboutYou: {
    es: 'La clave se parece demasiado a tu nombre, tu correo o tu negocio. Elige otra.',
    en: 'The password is too close to your name, e-mail or business. Choose another one.',
  },
  passwordRepetitive: {
    es: 'La clave repite siempre lo mismo. Elige una menos pareja.',
    en: 'The password repeats itself. Choose a less regular one.',
  },
  passwordShortForOneFactor: {
    es: 'Tu clave es corta para estar sola. Cámbiala por una de {length_min|carácter|caracteres} antes de quitar el segundo factor.',
    en: 'Your password is too short to stand alone. Change it to {length_min|character|characters} before removing the second factor.',
  },
  totpNotStarted: {
    es: 'Primero pide el código QR para tu aplicación.',
    en: 'First ask for the QR code for your app.',
  },
  totpAlreadyOn: { es: 'El segundo factor ya está activo.', en: 'The second factor is already on.' },
  pinWeak: {
    es: 'Ese PIN es fácil de adivinar o no está disponible. Elige otro.',
    en: 'That PIN is easy to guess or not available. Choose another one.',
  },
  pinWrong: {
    es: 'El PIN no autoriza esto. Quedan {left} intentos antes de cerrar la sesión.',
    en: 'The PIN does not approve this. {left} attempts are left before the session closes.',
  },
  pinLocked: {
    es: 'Demasiados PIN equivocados: la sesión se cerró. Entra con correo y clave.',
    en: 'Too many wrong PINs: the session was closed. Sign in with e-mail and password.',
  },
  approvalSpent: {
    es: 'Esa autorización venció, ya se usó o era para otro documento. Pídela de nuevo.',
    en: 'That approval expired, was used or was for another document. Ask for it again.',
  },
  userNotFound: { es: 'No encontramos a esa persona.', en: 'We could not find that person.' },
  emailTaken: { es: 'Ya hay una persona con ese correo.', en: 'There is already a person with that e-mail.' },
  roleNotFound: { es: 'Ese rol no existe.', en: 'That role does not exist.' },
  roleTaken: { es: 'Ya hay un rol con ese nombre.', en: 'There is already a role with that name.' },
  roleInUse: {
    es: 'Hay personas con este rol. Dales otro antes de borrarlo.',
    en: 'There are people with this role. Give them another one before removing it.',
  },
  startingRole: { es: 'Los roles iniciales no se borran.', en: 'Starting roles are not removed.' },
  adminRoleFixed: {
    es: 'Quien administra tiene siempre todos los permisos; ese rol no se edita.',
    en: 'Administrators always have every permission; that role is not edited.',
  },
  ownRole: { es: 'Nadie cambia su propio rol.', en: 'Nobody changes their own role.' },
  aboveYou: {
    es: 'No puedes dar ni tocar permisos que tú no tienes.',
    en: 'You cannot give or touch permissions that you do not have.',
  },
  lastAdmin: {
    es: 'Es la última persona que administra. Nombra a otra primero.',
    en: 'This is the last administrator. Name another one first.',
  },
  unknownPermission: { es: 'Ese permiso no existe: {permission}.', en: 'There is no such permission: {permission}.' },
  unknownPlace: { es: 'Ese local o esa bodega no existe.', en: 'That store or warehouse does not exist.' },
  notActive: {
    es: 'Esta persona está desactivada. Actívala primero.',
    en: 'This person is deactivated. Activate them first.',
  },
  notADemo: { es: 'Aquí no hay demostración.', en: 'There is no demo here.' },
  keyNotFound: { es: 'No encontramos esa clave de API.', en: 'We could not find that API key.' },
} satisfies Record<string, Sentence>
