import { useText } from '../text/text.ts'
import { cx } from './class-names.ts'

/** An M standing on the counter; the counter is the only marigold stroke. The hairline drops below 24 px. */
export function Logo({ size = 40, bare = false }: { size?: number; bare?: boolean }) {
  const t = useText()
  return (
    <svg width={size} height={size} viewBox="0 0 40 40" role="img" aria-label={t.common.product_name}>
      {!bare && <rect width="40" height="40" rx="8" fill="var(--green-800)" />}
      {size >= 24 && (
        <rect
          x="2.75"
          y="2.75"
          width="34.5"
          height="34.5"
          rx="5.5"
          fill="none"
          stroke="#fdf9ee"
          strokeOpacity=".45"
          strokeWidth="1.1"
        />
      )}
      <path d="M9.5 26V10h5L20 18.6 25.5 10h5v16h-4.9v-8.2l-4.3 6.600h-2.600l-4.3-6.600V26z" fill="#fdf9ee" />
      <rect x="7" y="28.6" width="26" height="3.6" rx=".8" fill="#f6b93e" />
    </svg>
  )
}

export function Wordmark({ className }: { className?: string }) {
  const t = useText()
  return <span className={cx('wordmark', className)}>{t.common.product_name}</span>
}
