/** What can be done in every frame, whether round an editor or round a review. */
import { t } from '../messages';
import type { Action } from './contract';
import type { Session } from './session';
import type { WorkQueue } from './workQueue';

export interface FrameCommands {
  readonly queue: WorkQueue;
  readonly session: Session;
  /** Heading in the help. */
  readonly group: string;
  /** Whether the task is still this person's. */
  readonly isLive: () => boolean;
  readonly isInstructed: boolean;
  readonly setIsInstructed: (isShown: boolean) => void;
  readonly open: (dialog: 'help' | 'skip') => void;
}

export function frameActions(frame: FrameCommands): Action[] {
  const { queue, session, group, isLive, isInstructed } = frame;
  return [
    {
      name: 'frame.redo',
      title: t('Redo'),
      group,
      shortcut: ['$mod+Shift+z', '$mod+y'],
      isEnabled: () => session.canRedo,
      perform: () => session.redo(),
    },
    {
      name: 'frame.skip',
      title: t('Skip'),
      group,
      shortcut: '$mod+Shift+s',
      whileTyping: true,
      isEnabled: isLive,
      perform: () => frame.open('skip'),
    },
    {
      name: 'frame.release',
      title: t('Give back'),
      group,
      isEnabled: isLive,
      perform: () => void queue.release(session),
    },
    {
      name: 'frame.extend',
      title: t('Take more time'),
      group,
      isEnabled: isLive,
      perform: () => void session.extend().catch(() => undefined),
    },
    {
      name: 'frame.instruction',
      title: t('Instructions'),
      group,
      shortcut: 'F2',
      whileTyping: true,
      isActive: () => isInstructed,
      perform: () => frame.setIsInstructed(!isInstructed),
    },
    {
      name: 'frame.help',
      title: t('Keys'),
      group,
      shortcut: '[Shift]+?',
      perform: () => frame.open('help'),
    },
  ];
}
