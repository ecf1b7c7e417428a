import type { Sentence } from './text.ts'

/** What the platform says to people, in both languages. */
export const text = {
  invalid: { es: 'Hay datos que corregir.', en: 'Some of the data needs correcting.' },
  unreadable: {
    es: 'No se pudo leer la petición. Revisa que sea JSON válido.',
    en: 'The request could not be read. Check that it is valid JSON.',
  },
  unauthenticated: {
    es: 'Entra con tu correo y tu clave para continuar.',
    en: 'Sign in with your e-mail and password to continue.',
  },
  forbidden: {
    es: 'Tu rol no permite hacer esto. Pide el permiso a quien administra.',
    en: 'Your role does not allow this. Ask an administrator for the permission.',
  },
  forbiddenOrigin: {
    es: 'Esta petición viene de otro sitio y no se acepta.',
    en: 'This request comes from another site and is not accepted.',
  },
  notFound: { es: 'No encontramos lo que buscas.', en: 'We could not find what you are looking for.' },
  tooLarge: { es: 'Es demasiado grande. Envía menos datos por vez.', en: 'It is too large. Send less at a time.' },
  tooBig: {
    es: 'Una cantidad o un precio es demasiado grande. Revisa los números.',
    en: 'A quantity or a price is too large. Check the numbers.',
  },
  wrongType: { es: 'Tipo de contenido no aceptado.', en: 'That content type is not accepted.' },
  misdirected: { es: 'Este servidor no responde por ese nombre.', en: 'This server does not answer for that name.' },
  tooMany: {
    es: 'Demasiadas peticiones. Espera {seconds|segundo|segundos} y prueba de nuevo.',
    en: 'Too many requests. Wait {seconds|second|seconds} and try again.',
  },
  bug: {
    es: 'Algo falló de nuestro lado. Lo guardado sigue a salvo. Cita el código {request_id} si pides ayuda.',
    en: 'Something failed on our side. What was saved is safe. Quote the code {request_id} if you ask for help.',
  },
  unavailable: {
    es: 'La base de datos no responde todavía. Espera unos segundos; nada de lo guardado se perdió.',
    en: 'The database is not answering yet. Wait a few seconds; nothing saved was lost.',
  },
  busy: {
    es: 'El sistema está ocupado; la venta tiene prioridad. Intenta de nuevo en unos segundos.',
    en: 'The system is busy; selling goes first. Try again in a few seconds.',
  },
  crowded: {
    es: 'Hay demasiado trabajo esperando a la vez. Intenta de nuevo en unos segundos; nada se cobró dos veces.',
    en: 'Too much is waiting at once. Try again in a few seconds; nothing was charged twice.',
  },
  full: {
    es: 'No queda espacio en el disco. Libera espacio y prueba de nuevo; lo ya guardado está a salvo.',
    en: 'The disk is full. Free some space and try again; what was saved is safe.',
  },
  badKey: {
    es: 'La cabecera Idempotency-Key debe tener entre 1 y 255 caracteres ASCII visibles.',
    en: 'The Idempotency-Key header must have 1 to 255 visible ASCII characters.',
  },
  keyReused: {
    es: 'Esa Idempotency-Key ya se usó con otros datos. Usa una nueva.',
    en: 'That Idempotency-Key was already used with other data. Use a new one.',
  },
  keyRunning: {
    es: 'Esa misma petición todavía se está atendiendo. Espera un momento.',
    en: 'That very request is still being served. Wait a moment.',
  },
  changed: {
    es: 'Otra persona cambió esto mientras lo editabas. Mira la versión actual y decide cuál queda.',
    en: 'Somebody changed this while you were editing. Look at the current version and decide which one stays.',
  },
  badCursor: {
    es: 'El cursor de la página no sirve. Empieza desde la primera página.',
    en: 'The page cursor is not usable. Start from the first page.',
  },
  badSort: {
    es: 'No se puede ordenar por {sort}. Se puede por: {allowed}.',
    en: 'Cannot sort by {sort}. Possible: {allowed}.',
  },
  sortForbidden: {
    es: 'Tu rol no permite ordenar ni filtrar por {field}.',
    en: 'Your role does not allow sorting or filtering by {field}.',
  },
  insecure: { es: 'Desde otro equipo se entra por HTTPS.', en: 'From another device, use HTTPS.' },
  plainHttpTitle: { es: 'Desde otro equipo se entra por HTTPS', en: 'From another device, use HTTPS' },
  plainHttpWhy: {
    es: 'Por HTTP simple el navegador descarta la sesión y cualquiera en la red podría leer tu clave. Por eso no mostramos la entrada aquí.',
    en: 'Over plain HTTP the browser drops the session and anybody on the network could read your password. That is why there is no sign-in here.',
  },
  plainHttpTodo: {
    es: 'Quien instaló Mostrador puede arreglarlo: dar TLS_CERT_FILE y TLS_KEY_FILE, o poner un proxy HTTPS y nombrarlo en TRUSTED_PROXIES. En el equipo donde corre, abre http://localhost.',
    en: 'Whoever installed Mostrador can fix it: give TLS_CERT_FILE and TLS_KEY_FILE, or put an HTTPS proxy in front and name it in TRUSTED_PROXIES. On the machine it runs on, open http://localhost.',
  },
} satisfies Record<string, Sentence>
