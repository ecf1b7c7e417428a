import { test } from 'vitest'
import { campaign, mustBite, times } from '../harness/campaign.ts'
import {
  breakAgainAndAgain,
  breakShopsOfTheirOwn,
  judgeComeAgain,
  killAlone,
  killItsDatabase,
  least,
  start,
  TOOTH_KILLS,
} from './breaking.ts'
import { acknowledgeEarly, forgetIds, reading } from './teeth.ts'

const KILLS = { app: times(30, 500), database: times(20, 300) }

breakShopsOfTheirOwn()

test('R3: the program is killed under twenty people who sell; nothing acknowledged is lost, nothing is there twice', async () => {
  const lives = { kills: KILLS.app, breaks: killAlone() }
  await campaign('R3 program killed', (one) => breakAgainAndAgain(one, lives), least(KILLS.app))
})

test('R4: all processes of the database are killed; the program lives, says 503, and heals by itself', async () => {
  const lives = { kills: KILLS.database, breaks: killItsDatabase, judge: judgeComeAgain }
  await campaign('R4 database killed', (one) => breakAgainAndAgain(one, lives), least(KILLS.database))
})

test('R3 has teeth: where nobody asks whether a sale was there before, one that got no answer is there twice', async () => {
  // Answers are slow, so that at the kill there are sales that nobody was told of, however quick the machine.
  const first = () => start(reading('slow-answers'))
  const lives = { kills: TOOTH_KILLS, first, breaks: killAlone(), prepare: forgetIds }
  await mustBite('R3 without the look at the id', (one) => breakAgainAndAgain(one, lives))
})

test('R4 has teeth: where commits are acknowledged before they are on disk, a killed database loses sales', async () => {
  const lives = { kills: TOOTH_KILLS, breaks: killItsDatabase, prepare: acknowledgeEarly }
  await mustBite('R4 without waiting for the disk', (one) => breakAgainAndAgain(one, lives))
})
