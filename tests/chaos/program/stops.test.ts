import { test } from 'vitest'
import { campaign, mustBite, times } from '../harness/campaign.ts'
import {
  breakAgainAndAgain,
  breakShopsOfTheirOwn,
  killAlone,
  killBoth,
  least,
  politely,
  start,
  TOOTH_KILLS,
} from './breaking.ts'
import { reading } from './teeth.ts'

const KILLS = { both: times(10, 100), polite: times(20, 200) }

breakShopsOfTheirOwn()

test('R5: both are killed, or the program alone and its database lives on; the next start needs no hand work', async () => {
  const lives = { kills: KILLS.both, breaks: killBoth }
  await campaign('R5 both killed', (one) => breakAgainAndAgain(one, lives), least(KILLS.both))
})

test('R22: a polite stop under load ends well; nothing acknowledged is lost, and nothing done stays unanswered', async () => {
  const lives = { kills: KILLS.polite, ...politely() }
  await campaign('R22 polite stop', (one) => breakAgainAndAgain(one, lives), least(KILLS.polite))
})

test('R5 has teeth: a start that does not look for what an earlier one left cannot go on', async () => {
  const lives = { kills: TOOTH_KILLS, breaks: killAlone(() => start(reading('no-look-at-orphans'))) }
  await mustBite('R5 without the look at orphans', (one) => breakAgainAndAgain(one, lives))
})

test('R22 has teeth: a program that hangs up before it stops leaves people without an answer', async () => {
  // Answers are slow, so that at each stop there is somebody who waits for one.
  const first = () => start(reading('no-drain', 'slow-answers'))
  const lives = { kills: TOOTH_KILLS, first, ...politely(first) }
  await mustBite('R22 without the drain', (one) => breakAgainAndAgain(one, lives))
})
