import { wantedVersion, withETag } from '#platform/http/etag'
import { hot, serve } from '#platform/http/serve'
import { present } from '#platform/invariant'
import { closeTill } from './commands/close-till.ts'
import { addBankAccount, editBankAccount } from './commands/edit-bank-account.ts'
import { addMethod, editMethod } from './commands/edit-method.ts'
import { handOverTill } from './commands/hand-over-till.ts'
import { moveCash } from './commands/move-cash.ts'
import { openTill } from './commands/open-till.ts'
import { recordExpense } from './commands/record-expense.ts'
import { refundPayment } from './commands/refund-payment.ts'
import { reverseExpense } from './commands/reverse-expense.ts'
import { settleTill } from './commands/settle-till.ts'
import { takePayment } from './commands/take-payment.ts'
import { takeRepayment } from './commands/take-repayment.ts'
import { moneyContract } from './contract.ts'
import { exportExpenses } from './export-expenses.ts'
import { exportPayments } from './export-payments.ts'
import { EXCHANGE, methodsOf } from './methods.ts'
import { entryById, listPayments, listSessionEntries, paymentById } from './queries.ts'
import { accountById, accountTotals, listAccounts, statementOf } from './queries-accounts.ts'
import { bankAccountsOf, issuedDocumentById, listIssuedDocuments } from './queries-documents.ts'
import { listExpenses, sumExpenses } from './queries-expenses.ts'
import { listSessions, sessionById, successorsOf } from './queries-sessions.ts'
import { payTogether } from './together/pay.ts'

export const routes = serve(moneyContract, {
  'GET /api/payment-methods': async ({ ctx, query }) => {
    const methods = (await methodsOf(ctx)).filter(({ code }) => code !== EXCHANGE)
    return { items: methods.filter((one) => query.is_active === undefined || one.is_active === query.is_active) }
  },
  'POST /api/payment-methods': async ({ ctx, body }) => withETag(await addMethod(ctx, body)),
  'PATCH /api/payment-methods/:code': async ({ ctx, params, body, request }) =>
    withETag(await editMethod(ctx, params.code, body, wantedVersion(request))),

  'GET /api/payments': ({ ctx, query }) => listPayments(ctx, query),
  'GET /api/payments/export': ({ ctx, query, reply }) => exportPayments(ctx, reply, query),
  'POST /api/payments': hot(
    ({ ctx, body }, claim) => payTogether(ctx, body, claim),
    async ({ ctx, body }) => paymentById(ctx, await takePayment(ctx, body)),
  ),
  'GET /api/payments/:id': ({ ctx, params }) => paymentById(ctx, params.id),
  'POST /api/payments/:id/refund': async ({ ctx, params, body }) => {
    const { id, credit_note } = await refundPayment(ctx, params.id, body)
    return { ...(await paymentById(ctx, id)), credit_note }
  },

  'GET /api/till-sessions': ({ ctx, query }) => listSessions(ctx, query),
  'POST /api/till-sessions': async ({ ctx, body }) => sessionById(ctx, await openTill(ctx, body)),
  'GET /api/till-sessions/:id': async ({ ctx, params }) => withETag(await sessionById(ctx, params.id)),
  'GET /api/till-sessions/:id/entries': async ({ ctx, params, query }) => {
    await sessionById(ctx, params.id)
    return listSessionEntries(ctx, params.id, query)
  },
  'POST /api/till-sessions/:id/cash-in': async ({ ctx, params, body }) => {
    await moveCash(ctx, params.id, 'cash_in', body)
    return sessionById(ctx, params.id)
  },
  'POST /api/till-sessions/:id/cash-out': async ({ ctx, params, body }) => {
    await moveCash(ctx, params.id, 'cash_out', body)
    return sessionById(ctx, params.id)
  },
  'GET /api/till-sessions/:id/successors': async ({ ctx, params }) => {
    const session = await sessionById(ctx, params.id)
    return { items: await successorsOf(ctx, session) }
  },
  'POST /api/till-sessions/:id/hand-over': async ({ ctx, params, body }) => {
    await handOverTill(ctx, params.id, body.user_id)
    return sessionById(ctx, params.id)
  },
  'POST /api/till-sessions/:id/close': async ({ ctx, params, body }) => {
    await closeTill(ctx, params.id, body)
    return sessionById(ctx, params.id)
  },
  'POST /api/till-sessions/:id/settle': async ({ ctx, params, body }) => {
    await settleTill(ctx, params.id, body.reason)
    return sessionById(ctx, params.id)
  },

  'GET /api/expenses': ({ ctx, query }) => listExpenses(ctx, query),
  'GET /api/expenses/summary': ({ ctx, query }) => sumExpenses(ctx, query),
  'GET /api/expenses/export': ({ ctx, query, reply }) => exportExpenses(ctx, reply, query),
  'POST /api/expenses': async ({ ctx, body }) =>
    present(await entryById(ctx, await recordExpense(ctx, body)), 'an expense just recorded is there'),
  'POST /api/expenses/:id/reverse': async ({ ctx, params, body }) =>
    present(await entryById(ctx, await reverseExpense(ctx, params.id, body)), 'a reversal just made is there'),

  'GET /api/bank-accounts': async ({ ctx, query }) => ({ items: await bankAccountsOf(ctx, query.is_active) }),
  'POST /api/bank-accounts': async ({ ctx, body }) => withETag(await addBankAccount(ctx, body)),
  'PATCH /api/bank-accounts/:id': async ({ ctx, params, body, request }) =>
    withETag(await editBankAccount(ctx, params.id, body, wantedVersion(request))),

  'GET /api/customer-accounts': ({ ctx, query }) => listAccounts(ctx, query),
  'GET /api/customer-accounts/totals': ({ ctx }) => accountTotals(ctx),
  'GET /api/customer-accounts/:id': ({ ctx, params }) => statementOf(ctx, params.id),
  'POST /api/customer-accounts/:id/repayments': async ({ ctx, params, body }) => {
    const entry = present(
      await entryById(ctx, await takeRepayment(ctx, params.id, body)),
      'a repayment just taken is there',
    )
    return { ...entry, account: await accountById(ctx, params.id) }
  },

  'GET /api/issued-documents': ({ ctx, query }) => listIssuedDocuments(ctx, query),
  'GET /api/issued-documents/:id': ({ ctx, params }) => issuedDocumentById(ctx, params.id),
})
