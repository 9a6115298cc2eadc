import { expect, test } from 'vitest';
import { named, readFigures } from './figures';

const TEXT = `# HELP goldwright_outbox_waiting Events waiting
# TYPE goldwright_outbox_waiting gauge
goldwright_outbox_waiting{stage="quality"} 3.0
goldwright_tasks{environment="live",status="completed"} 1.2e+06
goldwright_callbacks_pending 0.0
`;

test('samples are read with their labels', () => {
  const figures = readFigures(TEXT);

  expect(figures).toHaveLength(3);
  expect(named(figures, 'goldwright_tasks')).toEqual([
    {
      name: 'goldwright_tasks',
      labels: { environment: 'live', status: 'completed' },
      value: 1_200_000,
    },
  ]);
});
