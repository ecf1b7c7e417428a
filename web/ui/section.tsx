import type { ReactNode } from 'react'
import './section.css'

export type Figure = { name: string; value: ReactNode; note?: ReactNode }

/** The few figures one wants before anything else. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="figures">
      {figures.map((figure) => (
        <div key={figure.name}>
          <dt className="label">{figure.name}</dt>
          <dd>
            {figure.value}
            {figure.note && <small>{figure.note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

type SectionProps = {
  title: string
  link?: ReactNode
  children: ReactNode /** 2 on a page, 3 inside a panel. */
  level?: 2 | 3
}

/** A titled stretch of a panel or a sheet, with its one link at the right. */
export function Section({ title, link, children, level = 3 }: SectionProps) {
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <section className="section">
      <div className="section-head">
        <Title className="section-title">{title}</Title>
        {link}
      </div>
      {children}
    </section>
  )
}
