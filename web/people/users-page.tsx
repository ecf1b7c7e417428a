import { useMay } from '../api/session-store.ts'
import { useAddress } from '../shell/location.ts'
import { useText } from '../text/text.ts'
import { Tabs } from '../ui/tabs.tsx'
import { KeyList } from './keys/key-list.tsx'
import { RoleList } from './roles/role-list.tsx'
import { UserList } from './users/user-list.tsx'

const start = { hoja: 'personas' }

/** `/usuarios`: who may enter, what each role may do, and which programs have a key. */
export function UsersPage() {
  const t = useText().users
  const may = useMay()
  const [place, setPlace] = useAddress(start)
  const tabs = [
    { key: 'personas', name: t.tabs.people, shown: true },
    { key: 'roles', name: t.tabs.roles, shown: may('roles.see') },
    { key: 'claves', name: t.tabs.keys, shown: may('api_keys.edit') },
  ].filter(({ shown }) => shown)
  return (
    <div className="stack">
      {tabs.length > 1 && (
        <Tabs label={t.sections} items={tabs} active={place.hoja} onPick={(hoja) => setPlace({ hoja })} />
      )}
      {place.hoja === 'roles' ? <RoleList /> : place.hoja === 'claves' ? <KeyList /> : <UserList />}
    </div>
  )
}
