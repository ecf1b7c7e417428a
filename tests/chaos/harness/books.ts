import { checkBooks } from '../../../doctor/check-books.ts'
import type { Campaign } from './campaign.ts'

/** Whatever the doctor finds is a violation of the campaign. */
export async function judgeBooks(campaign: Campaign, owner_url: string): Promise<void> {
  const verdicts = await checkBooks(owner_url)
  for (const { law, findings } of verdicts)
    for (const { check, rows } of findings) campaign.violate(`${law} ${check}: ${JSON.stringify(rows[0])}`)
  if (verdicts.length < 7) campaign.violate(`only ${verdicts.length} laws were checked`)
}
