import { TestRunner } from 'vitest'
import './switch.ts'
import { judgeAll } from './judging.ts'

/** Takes the place of vitest's runner in the one worker: it runs what the orders ask for, as often as they ask. */
export default class JudgingRunner extends TestRunner {
  override async importFile(path: string, source: 'collect' | 'setup'): Promise<unknown> {
    if (source === 'collect' && path.endsWith('tools/mutate/judge.ts')) await judgeAll(this)
    return super.importFile(path, source)
  }
}
