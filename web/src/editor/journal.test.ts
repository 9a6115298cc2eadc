import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { JsonObject } from './contract';
import { Journal } from './journal';
import { diff } from './patch';

test('500 random edits are there when the tab is opened again', async () => {
  const journal = await Journal.open('usr_1');
  let response: JsonObject | null = null;
  for (let edit = 0; edit < 500; edit += 1) {
    const next: JsonObject = { ...response, [`key${(edit * 7) % 40}`]: edit };
    await journal.append('asg_1', diff(response, next), { activeSeconds: edit });
    response = next;
  }
  journal.close();

  const read = await (await Journal.open('usr_1')).read('asg_1');

  expect(read?.response).toEqual(response);
  expect(read?.isAhead).toBe(true);
  expect(read?.activeSeconds).toBe(499);
});

test('what the server has takes the place of the log', async () => {
  const journal = await Journal.open('usr_2');
  await journal.append('asg_1', diff(null, { a: 1 }), { activeSeconds: 1 });

  const spent = { activeSeconds: 2, typed: { typed: 3, pasted: 40, pastes: 1 } };
  await journal.settle('asg_1', { response: { a: 1 }, revision: 4 }, [], spent);

  const read = await journal.read('asg_1');
  expect(read).toEqual({
    kept: { response: { a: 1 }, revision: 4 },
    response: { a: 1 },
    isAhead: false,
    ...spent,
  });
});

test('a submit waits until it is answered, and its draft is forgotten only when it was taken', async () => {
  const journal = await Journal.open('usr_3');
  await journal.append('asg_1', diff(null, { a: 1 }), { activeSeconds: 1 });
  await journal.send({ assignmentId: 'asg_1', response: { a: 1 }, key: 'k', activeSeconds: 1 });

  await journal.arrived('asg_1', false);
  expect(await journal.outgoing()).toEqual([]);
  expect(await journal.read('asg_1')).not.toBeNull();
  await journal.arrived('asg_1', true);

  expect(await journal.read('asg_1')).toBeNull();
});
