import type { FastifyInstance, FastifyReply } from 'fastify'
import { type KnownRefusal, knownRefusals } from '../refusals.ts'
import { type Language, languageOf, type Sentence } from '../text.ts'

const PATH = '/docs/problems'

/** What to do about a "no", by its status: the sentence of the refusal itself says the particulars. */
const remedies: Record<number, Sentence> = {
  400: {
    es: 'La petición no se pudo leer. Revisa su forma contra la referencia en /docs y envíala de nuevo.',
    en: 'The request could not be read. Check its form against the reference at /docs and send it again.',
  },
  401: {
    es: 'Entra de nuevo, o envía un token vigente; después repite la acción.',
    en: 'Sign in again, or send a valid token; then repeat the act.',
  },
  403: {
    es: 'Pide el permiso que falta a quien administra el negocio, o la clave de quien supervisa si la acción la admite.',
    en: 'Ask whoever runs the business for the missing permission, or for a supervisor’s PIN where the act takes one.',
  },
  404: {
    es: 'Revisa la dirección o el identificador: no existe, o está en un local que no ves.',
    en: 'Check the address or the id: it does not exist, or belongs to a store you do not see.',
  },
  409: {
    es: 'Algo cambió o su estado no permite este paso. Vuelve a leerlo, mira en qué va y decide otra vez.',
    en: 'Something changed, or its state does not allow this step. Read it again, see how it stands and decide anew.',
  },
  412: {
    es: 'Otra persona lo cambió antes. Vuelve a leerlo y aplica tu cambio sobre lo nuevo.',
    en: 'Somebody else changed it first. Read it again and apply your change on top.',
  },
  413: { es: 'Envía menos de una vez, o un archivo más pequeño.', en: 'Send less at once, or a smaller file.' },
  415: { es: 'Envía el tipo de contenido que la ruta espera.', en: 'Send the kind of content that the route expects.' },
  422: {
    es: 'Corrige el dato que nombra la respuesta y envía de nuevo. «errors» dice en qué campo está.',
    en: 'Correct the value that the answer names and send it again. `errors` says which field it is in.',
  },
  429: {
    es: 'Espera los segundos que dice «Retry-After» y repite con la misma clave de idempotencia.',
    en: 'Wait the seconds that `Retry-After` says and repeat with the same idempotency key.',
  },
}
const ours: Sentence = {
  es: 'La falla es nuestra o pasajera. Repite en un momento con la misma clave: nada se hace dos veces. Si sigue, cita el código «instance».',
  en: 'The fault is ours, or passing. Repeat in a moment with the same key: nothing is done twice. If it stays, quote `instance`.',
}
const general: Sentence = {
  es: 'Lee lo que dice la respuesta, corrígelo y envía de nuevo.',
  en: 'Read what the answer says, correct it and send it again.',
}

const words = {
  es: { list: 'Problemas', what: 'Qué dice', todo: 'Qué hacer', status: 'Estado HTTP', all: 'Todos los problemas' },
  en: { list: 'Problems', what: 'What it says', todo: 'What to do', status: 'HTTP status', all: 'All problems' },
} as const

/** The page behind the `type` of every problem document: public, plain, without script. */
export function registerProblemPages(http: FastifyInstance): void {
  http.get(PATH, (request, reply) => {
    const language = languageOf(request.headers['accept-language'])
    const rows = [...knownRefusals()]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ code, status, sentence }) => {
        const says = escaped(template(sentence, language))
        return `<tr><td><a href="${PATH}/${code}">${code}</a></td><td>${status}</td><td>${says}</td></tr>`
      })
    const say = words[language]
    return reply.headers(HEADERS).send(page(`<h1>${say.list}</h1><table>${rows.join('')}</table>`, say.list, language))
  })
  http.get<{ Params: { code: string } }>(`${PATH}/:code`, (request, reply) => {
    const language = languageOf(request.headers['accept-language'])
    const found = knownRefusals().find(({ code }) => code === request.params.code)
    if (!found) return reply.callNotFound()
    return sendProblemPage(reply, found, language)
  })
}

/** For somebody who typed an address: the same page in place of a document for programs. */
export const sendProblemPage = (reply: FastifyReply, known: KnownRefusal, language: Language) =>
  reply.headers(HEADERS).send(page(onePage(known, language), known.code, language))

const page = (body: string, title: string, language: Language) => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Mostrador</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`

function onePage({ code, status, sentence }: KnownRefusal, language: Language): string {
  const say = words[language]
  const remedy = remedies[status] ?? (status >= 500 ? ours : general)
  return `<p><a href="${PATH}">${say.all}</a></p><h1>${escaped(template(sentence, language))}</h1>
<dl><dt>code</dt><dd><code>${code}</code></dd><dt>${say.status}</dt><dd>${status}</dd>
<dt>${say.todo}</dt><dd>${escaped(remedy[language])}</dd></dl>`
}

/** Values of a particular case stand as dots: "Quedan … por devolver". */
const template = (sentence: Sentence, language: Language): string =>
  sentence[language].replace(/\{\w+(?:\|[^|{}]*\|([^|{}]*))?\}/g, (_, many?: string) => (many ? `… ${many}` : '…'))

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'public, max-age=3600',
  vary: 'accept-language',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
}
const STYLE = `:root { color-scheme: light dark; --page: light-dark(#f5f1e7, #0b1411); --ink: light-dark(#17211d, #f0ece0); --rule: light-dark(#c9bfa8, #375046); --link: light-dark(#145546, #8fd0ba) }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 Archivo, 'Segoe UI', system-ui, sans-serif }
main { max-width: 720px; margin: 0 auto; padding: 32px 16px } h1 { font-size: 1.5rem; line-height: 1.25 } a { color: var(--link) }
dt { margin-top: 16px; font-weight: 650 } dd { margin: 0 } table { width: 100%; border-collapse: collapse } td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--rule); vertical-align: top; overflow-wrap: anywhere }`

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
