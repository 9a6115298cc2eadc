/** What a person sets for themselves: name, languages, looks, password, where they are signed in. */
import { t } from '../../messages';
import { useMe } from '../../shell/session';
import { usePageTitle } from '../../ui/usePageTitle';
import { Languages } from './Languages';
import { Looks } from './Looks';
import { Names } from './Names';
import { Password } from './Password';
import { Sessions } from './Sessions';
import './settings.css';

export function Settings() {
  usePageTitle(t('Settings'));
  const me = useMe();
  return (
    <>
      <header className="gw-head">
        <div>
          <h1>{t('Settings')}</h1>
          <p className="gw-quiet">{t('You are signed in as {email}.', { email: me.email })}</p>
        </div>
      </header>
      <div className="gw-settings">
        <Names me={me} />
        <Looks />
        {me.worker_id === null ? null : <Languages />}
        <Password me={me} />
      </div>
      <Sessions />
    </>
  );
}
