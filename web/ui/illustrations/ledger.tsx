import './drawing.css'

/** Nothing yet: the open ledger, its pencil ready. */
export function LedgerDrawing() {
  const line = 'M40 0c26-4 52-2 73 8M137 8c21-10 47-12 73-8'
  return (
    <svg className="drawing" viewBox="0 0 250 176" aria-hidden="true">
      <path
        d="M125 40C100 22 62 20 28 28v104c34-8 72-6 97 12 25-18 63-20 97-12V28c-34-8-72-6-97 12z"
        fill="var(--sheet)"
      />
      <path d="M125 40v104" />
      <g stroke="var(--rule-2)" strokeWidth="1.5">
        {[50, 66, 82, 98, 114].map((y) => (
          <path key={y} d={line} transform={`translate(0 ${y})`} />
        ))}
      </g>
      <path d="M54 30v100M57.5 29.5v100M196 30v100M192.5 29.500v100" stroke="var(--margin)" strokeWidth="1.5" />
      <path d="M12 156h226M12 161h226" strokeWidth="2" />
      <path d="M28 132v12c34-8 72-6 97 12 25-18 63-20 97-12v-12" fill="var(--plate)" />
      <path d="M125 144c-25-18-63-20-97-12M125 144c25-18 63-20 97-12" />
      <g transform="rotate(38 190 60)">
        <path d="M182 4h14v66l-7 15-7-15z" fill="var(--marigold-500)" />
        <path d="M182 70h14M182 4h14v12h-14z" fill="var(--red-600)" />
        <path d="M187 81l2 4 2-4z" fill="var(--ink)" />
      </g>
    </svg>
  )
}
