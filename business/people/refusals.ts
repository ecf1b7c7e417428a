import { refusals } from '#platform/refusals'
import { text } from './text.ts'

/** Every "no" about signing in and one's own account. */
export const refuseAuth = refusals('auth', {
  badCredentials: [401, text.badCredentials],
  badCode: [401, text.badCode],
  tooManyAttempts: [429, text.tooManyAttempts],
  sessionEnded: [401, text.sessionEnded],
  reauthRequired: [403, text.reauthRequired],
  personOnly: [403, text.personOnly],
  registrationClosed: [403, text.registrationClosed],
  linkSpent: [410, text.linkSpent],
  totpNotStarted: [409, text.totpNotStarted],
  totpAlreadyOn: [409, text.totpAlreadyOn],
  passwordShortForOneFactor: [409, text.passwordShortForOneFactor],
  pinWeak: [422, text.pinWeak],
  pinWrong: [403, text.pinWrong],
  pinLocked: [401, text.pinLocked],
  approvalSpent: [409, text.approvalSpent],
  notADemo: [404, text.notADemo],
})

export const refusePassword = refusals('password', {
  tooShort: [422, text.passwordTooShort],
  tooLong: [422, text.passwordTooLong],
  common: [422, text.passwordCommon],
  aboutYou: [422, text.passwordAboutYou],
  repetitive: [422, text.passwordRepetitive],
})

/** Every "no" about users, roles and keys. */
export const refuse = refusals('people', {
  userNotFound: [404, text.userNotFound],
  emailTaken: [409, text.emailTaken],
  roleNotFound: [404, text.roleNotFound],
  roleTaken: [409, text.roleTaken],
  roleInUse: [409, text.roleInUse],
  startingRole: [409, text.startingRole],
  adminRoleFixed: [409, text.adminRoleFixed],
  ownRole: [403, text.ownRole],
  aboveYou: [403, text.aboveYou],
  lastAdmin: [409, text.lastAdmin],
  unknownPermission: [422, text.unknownPermission],
  unknownPlace: [404, text.unknownPlace],
  notActive: [409, text.notActive],
  keyNotFound: [404, text.keyNotFound],
})
