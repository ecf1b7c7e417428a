import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '#platform/context'
import { answer, serve } from '#platform/http/serve'
import { say } from '#platform/text'
import { ACCESS_SECONDS } from './access-token.ts'
import { answerSecondFactor } from './commands/answer-second-factor.ts'
import { signOut } from './commands/end-sessions.ts'
import { enterDemo } from './commands/enter-demo.ts'
import type { OpenedSession } from './commands/open-session.ts'
import { reauthenticate } from './commands/reauthenticate.ts'
import { refreshSession } from './commands/refresh-session.ts'
import { askForReset, resetPassword } from './commands/reset-password.ts'
import { setUpShop } from './commands/set-up-shop.ts'
import { signIn } from './commands/sign-in.ts'
import {
  clearSessionCookies,
  deviceCookie,
  isOnThisMachine,
  refreshCookie,
  setDeviceCookie,
  setSessionCookies,
  type Tokens,
  wantsTokens,
} from './cookies.ts'
import type { Account } from './queries/users.ts'
import { refuseAuth } from './refusals.ts'
import { setupState } from './setup-state.ts'
import type { SignedIn } from './shapes.ts'
import { signInContract } from './sign-in-contract.ts'
import { text } from './text.ts'

type Grant = 'cookie' | 'token' | undefined
type Call = { ctx: Ctx; request: FastifyRequest; reply: FastifyReply }

export const signInRoutes = serve(signInContract, {
  'GET /api/setup': ({ ctx, request }) => setupState(ctx, isOnThisMachine(request)),
  'POST /api/setup': async (call) => welcome(call, await setUpShop(call.ctx, call.body), undefined),

  'POST /api/auth/login': async (call) => {
    const { email, password, grant } = call.body
    const result = await signIn(call.ctx, { email, password, device_id: deviceCookie(call.request) })
    if ('session' in result) return welcome(call, result.session, grant)
    return answer({ mfa_required: true as const, mfa_token: result.mfa_token }, { status: 202 })
  },
  'POST /api/auth/login/totp': async (call) => {
    const { mfa_token, code, grant } = call.body
    const device_id = deviceCookie(call.request)
    return welcome(call, await answerSecondFactor(call.ctx, { mfa_token, code, device_id }), grant)
  },
  'POST /api/auth/demo': async (call) => {
    if (!isOnThisMachine(call.request)) throw refuseAuth.notADemo()
    const device_id = deviceCookie(call.request)
    return welcome(call, await enterDemo(call.ctx, { role: call.body.role, device_id }), call.body.grant)
  },

  'POST /api/auth/refresh': async (call) => {
    const { refresh } = call.body
    const token = refresh ?? refreshCookie(call.request)
    if (token === undefined) throw refuseAuth.sessionEnded()
    const { account, tokens } = await refreshSession(call.ctx, token)
    return signedIn(call, account, tokens, refresh === undefined ? 'cookie' : 'token')
  },
  'POST /api/auth/logout': async ({ ctx, reply }) => {
    await signOut(ctx)
    clearSessionCookies(reply)
    return undefined
  },
  'POST /api/auth/register': () => {
    throw refuseAuth.registrationClosed()
  },
  'POST /api/auth/reauthenticate': async ({ ctx, body }) => {
    await reauthenticate(ctx, body)
    return undefined
  },
  'POST /api/auth/password-resets': async ({ ctx, body }) => {
    await askForReset(ctx, body.email)
    return { message: say(text.resetSent, ctx.request.language) }
  },
  'POST /api/auth/password-resets/:token': async ({ ctx, params, body }) => {
    await resetPassword(ctx, params.token, body.password)
    return undefined
  },
})

function welcome(call: Call, { account, device_id, tokens }: OpenedSession, grant: Grant): SignedIn {
  if (!wantsTokens(call.request, grant)) setDeviceCookie(call.reply, device_id)
  return signedIn(call, account, tokens, grant)
}

/** A browser gets its session as cookies and no token; a program gets tokens and no cookie. */
function signedIn({ ctx, request, reply }: Call, account: Account, tokens: Tokens, grant: Grant): SignedIn {
  const { id, email, full_name, role, must_change_password } = account
  const body = {
    message: say(text.signedIn, ctx.request.language),
    user: { id, email, full_name, role, must_change_password },
  }
  if (wantsTokens(request, grant)) return { ...body, tokens: { ...tokens, expires_in: ACCESS_SECONDS } }
  setSessionCookies(reply, tokens)
  return body
}
