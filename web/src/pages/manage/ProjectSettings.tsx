import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/client';
import { t } from '../../messages';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import { type Project } from './queries';
import { Rates } from './Rates';
import { useScope } from './scope';
import { changed, settingsOf, type Settings } from './settings';
import { SettingsFields } from './SettingsFields';

/** The settings of a project, to be changed. */
export function ProjectSettings({ project }: { project: Project }) {
  const { api, key } = useScope();
  const kept = settingsOf(project);
  const [edited, setEdited] = useState<Settings | null>(null);
  const settings = edited ?? kept;
  const change = changed(kept, settings);
  const isChanged = Object.keys(change).length > 0;
  const save = useAct(
    (body: Partial<Settings>) =>
      ask(api.PATCH('/api/projects/{name}', { params: { path: { name: project.name } }, body })),
    [[...key, 'projects']],
  );
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(change, { onSuccess: () => setEdited(null) });
  };
  return (
    <>
      <form className="gw-form gw-panel" onSubmit={onSubmit}>
        <Refused error={save.error} />
        <SettingsFields settings={settings} onChange={setEdited} error={save.error} />
        <div className="gw-row">
          <button
            type="submit"
            className="gw-button gw-primary"
            disabled={!isChanged || save.isPending}
          >
            {t('Save')}
          </button>
          <span role="status" className="gw-quiet">
            {save.isSuccess && !isChanged
              ? t('Saved. Work that is under way keeps its price.')
              : ''}
          </span>
        </div>
      </form>
      <Rates project={project} />
    </>
  );
}
