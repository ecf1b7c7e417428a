// What other subjects of the web may use of this one.
export { passwordMissing } from './sign-in/password-rule.ts'
