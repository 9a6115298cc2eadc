/** The button below a list of which there is more. */
import { t } from '../messages';

interface Props {
  readonly asked: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

export function ShowMore({ asked }: Props) {
  if (!asked.hasNextPage) return null;
  return (
    <div className="gw-pages">
      <button
        type="button"
        className="gw-button"
        disabled={asked.isFetchingNextPage}
        onClick={() => void asked.fetchNextPage()}
      >
        {t('Show more')}
      </button>
    </div>
  );
}
