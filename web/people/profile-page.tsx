import { TriangleAlert } from 'lucide-react'
import { useMay } from '../api/session-store.ts'
import { useAnswer } from '../api/use-answer.ts'
import { QueryState } from '../shell/query-state.tsx'
import { PageTitle } from '../shell/slots.tsx'
import { useText } from '../text/text.ts'
import { Chip } from '../ui/chip.tsx'
import { LookSection } from './profile/look-section.tsx'
import { OwnDevices } from './profile/own-devices.tsx'
import { OwnForm } from './profile/own-form.tsx'
import { PasswordSection } from './profile/password-section.tsx'
import { PinSection } from './profile/pin-section.tsx'
import { SecondFactor } from './profile/second-factor.tsx'
import './profile/profile.css'

/** `/perfil`: one's own data, the ways in, and what this device looks like. */
export function ProfilePage() {
  const t = useText().profile
  const may = useMay()
  const profile = useAnswer('GET /api/auth/profile')
  return (
    <QueryState query={profile} what={t.the_profile}>
      {(data) => (
        <>
          <PageTitle title={t.title} />
          {data.must_change_password && (
            <p className="profile-warning">
              <Chip tone="warn" icon={TriangleAlert}>
                {t.must_change}
              </Chip>
            </p>
          )}
          <div className="profile-sheets">
            <PasswordSection profile={data} first={data.must_change_password} />
            <OwnForm key={data.id} profile={data} />
            <SecondFactor profile={data} />
            {may('approvals.give') && <PinSection profile={data} />}
            <OwnDevices />
            <LookSection />
          </div>
        </>
      )}
    </QueryState>
  )
}
