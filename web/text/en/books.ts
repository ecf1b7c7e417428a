import { forms } from '../plural.ts'
import type { Text } from '../text.ts'

const n = forms('en')

export const books: Text['books'] = {
  the_books: 'the check of the books',
  title: 'Books',
  holds: 'The books hold',
  broken: 'The books do not hold',
  holds_text: 'Every figure of stock and money follows from its ledger.',
  broken_text: 'Each fault is below, with its rows. Keep a copy of the data before you correct anything.',
  check: 'Check now',
  checking: 'Checking the books',
  checking_text: 'It reads everything in one look and stops nothing: go on selling, or leave this page.',
  progress: (done, total) => `${done} of ${total} questions`,
  never_title: 'The books have not been checked yet',
  never_text:
    'The check adds up all stock and all money again from their movements, and says whether something does not fit. It takes seconds and does not stop sales.',
  failed: (at) => `The check of ${at} could not be ended. Try again; if it repeats, look at the health of the system.`,
  when: 'Checked',
  took: 'Took',
  seconds: (seconds) => `${seconds} s`,
  questions: 'Questions',
  faults: 'Faults',
  laws: 'The seven laws',
  law_ok: 'Holds',
  law_broken: (count) => n(count, { one: '1 fault', other: `${count} faults` }),
  checked: (rows, many, checks) =>
    `${n(many, { one: '1 row checked', other: `${rows} rows checked` })} with ${checks} questions`,
  rows: (count) => n(count, { one: 'The row that does not fit', other: `The ${count} rows that do not fit` }),
  more: 'There are more: these are the first twenty. “npm run doctor” shows them too.',
  nothing: 'empty',
}
