/** From a project to its first task: who manages it may answer too, without another account. */
import { useNavigate } from '@tanstack/react-router';
import { ask } from '../../api/client';
import { t } from '../../messages';
import { useMe } from '../../shell/session';
import { Refused } from '../../ui/Refused';
import { useAct } from '../../ui/useAct';
import type { Project } from './queries';
import { useScope } from './scope';

interface Props {
  readonly project: Project;
  readonly isMain?: boolean;
}

export function WorkOnIt({ project, isMain = false }: Props) {
  const { api, environment, isManager } = useScope();
  const me = useMe();
  const navigate = useNavigate();
  const become = useAct(
    () => (me.worker_id === null ? ask(api.POST('/api/worker')) : Promise.resolve(null)),
    me.worker_id === null ? [['session'], ['offers']] : [],
  );
  // Test tasks complete by themselves.
  if (environment === 'test' || (me.worker_id === null && !isManager)) return null;
  return (
    <>
      <button
        type="button"
        className={isMain ? 'gw-button gw-primary' : 'gw-button'}
        disabled={become.isPending}
        onClick={() =>
          become.mutate(undefined, {
            onSuccess: () => void navigate({ to: '/work', search: { project: project.id } }),
          })
        }
      >
        {t('Work on it')}
      </button>
      <Refused error={become.error} />
    </>
  );
}
