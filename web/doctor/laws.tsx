import { useText } from '../text/text.ts'
import { Chip } from '../ui/chip.tsx'
import { useFormat } from '../ui/use-format.ts'
import type { Verdict } from './books-page.tsx'

type Law = Verdict['laws'][number]
type Finding = Law['findings'][number]

/** Each law in plain words, whether it holds, and the rows that break it. */
export function Laws({ laws }: { laws: readonly Law[] }) {
  const t = useText().books
  return (
    <section className="sheet" aria-label={t.laws}>
      <ol className="law-list">
        {laws.map((law) => (
          <LawRow key={law.law} law={law} />
        ))}
      </ol>
    </section>
  )
}

function LawRow({ law }: { law: Law }) {
  const t = useText().books
  const format = useFormat()
  return (
    <li>
      <span className="law-name label">{law.law}</span>
      <div className="law-words">
        <b>{law.says}</b>
        <span className="quiet">
          {t.checked(format.quantity(law.checked), law.checked, format.quantity(law.checks))}
        </span>
      </div>
      <Chip tone={law.ok ? 'ok' : 'bad'}>{law.ok ? t.law_ok : t.law_broken(law.findings.length)}</Chip>
      {law.findings.map((finding) => (
        <Fault key={finding.check} finding={finding} />
      ))}
    </li>
  )
}

function Fault({ finding }: { finding: Finding }) {
  const t = useText().books
  const rows = finding.rows.map((row, at) => ({ key: `${finding.check}.${at}`, fields: Object.entries(row) }))
  return (
    <div className="law-fault">
      <p className="bad">{finding.says}</p>
      <details open={finding.rows.length <= 3}>
        <summary>{t.rows(finding.rows.length)}</summary>
        {rows.map(({ key, fields }) => (
          <dl key={key} className="fault-row">
            {fields.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value === null ? t.nothing : String(value)}</dd>
              </div>
            ))}
          </dl>
        ))}
        {finding.more && <p className="quiet">{t.more}</p>}
      </details>
    </div>
  )
}
