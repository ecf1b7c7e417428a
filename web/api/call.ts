import { reportAnswered, reportUnreachable } from '../live/connection.ts'
import { serverLanguage } from '../text/text.ts'
import { offlineProblem, problemOfAnswer, timeoutProblem } from './problem.ts'
import { askToProveAgain } from './prove-again.ts'
import { refreshOnce } from './refresh.ts'
import type { AnswerOf, Args, CallOptions, PlainInput, Route } from './route-types.ts'
import { hasSession } from './session-store.ts'
import { askToSignInAgain } from './sign-in-again.ts'
import { urlOf } from './url.ts'
import { workingStore } from './working-store.ts'

const readTimeoutMs = 10_000
const writeTimeoutMs = 60_000
/** A first run that fills the shop with a demo takes its time; the wizard tells how far it has come. */
const setupTimeoutMs = 600_000
const safeMethods = new Set(['GET', 'HEAD'])

function timeoutOf(method: string, url: string): number {
  if (safeMethods.has(method)) return readTimeoutMs
  return url === '/api/setup' ? setupTimeoutMs : writeTimeoutMs
}

/** Calls a route of the contract: typed input, typed answer, and a Problem when the server says no. */
export async function call<R extends Route>(route: R, ...[input, options]: Args<R>): Promise<AnswerOf<R>> {
  const [method = 'GET', pattern = '/'] = route.split(' ')
  // The contract's types have been checked at the call; from here on an input is plain data.
  const plain: PlainInput = (input ?? {}) as PlainInput
  const request = {
    method,
    url: urlOf(pattern, plain),
    body: plain.body,
    version: plain.version,
    options: options ?? {},
    key: options?.key ?? crypto.randomUUID(),
  }
  const answer = await sendSignedIn(request)
  if (!answer.ok) throw await problemOfAnswer(answer)
  // The server validates its answers against the same contract.
  return (await bodyOf(answer)) as AnswerOf<R>
}

type Request = {
  method: string
  url: string
  body: unknown
  version: number | undefined
  options: CallOptions
  key: string
}

/** A 401 is answered by one refresh, then by asking for the password in place; the call is replayed with its own key. */
async function sendSignedIn(request: Request): Promise<Response> {
  const sentAt = Date.now()
  const answer = await send(request)
  if (answer.status === 403 && hasSession() && (await needsProof(answer))) {
    return (await askToProveAgain()) ? send(request) : answer
  }
  if (answer.status !== 401 || isSigningIn(request.url)) return answer
  if (await refreshOnce(sentAt)) return send(request)
  if (hasSession() && (await askToSignInAgain())) return send(request)
  return answer
}

/** Passwords, second factors and keys change only shortly after the password was typed. */
async function needsProof(answer: Response): Promise<boolean> {
  return (await problemOfAnswer(answer.clone())).code === 'auth.reauth_required'
}

const isSigningIn = (url: string): boolean =>
  /^\/api\/(setup|auth\/(login|refresh|demo|logout|reauthenticate|password-resets))/.test(url)

async function send({ method, url, body, version, options, key }: Request): Promise<Response> {
  const timeout = AbortSignal.timeout(timeoutOf(method, url))
  try {
    const answer = await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: headersFor({ method, body, version, key }),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      ...(options.form ? { body: options.form } : body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    reportAnswered()
    return answer
  } catch (error) {
    if (options.signal?.aborted) throw error
    if (timeout.aborted) throw timeoutProblem()
    reportUnreachable()
    throw offlineProblem()
  }
}

function headersFor({
  method,
  body,
  version,
  key,
}: Pick<Request, 'method' | 'body' | 'version' | 'key'>): Record<string, string> {
  const store = workingStore()
  return {
    accept: 'application/json, application/problem+json',
    'accept-language': serverLanguage(),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    ...(method === 'POST' ? { 'idempotency-key': key } : {}),
    ...(store ? { 'x-store-id': store } : {}),
  }
}

async function bodyOf(answer: Response): Promise<unknown> {
  if (answer.status === 204 || answer.headers.get('content-length') === '0') return undefined
  return answer.headers.get('content-type')?.includes('json') ? answer.json() : answer.blob()
}
