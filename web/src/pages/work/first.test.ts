import { beforeEach, expect, test, vi } from 'vitest';
import { queries } from '../../shell/queries';
import { askForFirst, takeFirst } from './first';

let isSignedIn = true;
const asked: string[] = [];

beforeEach(() => {
  queries.clear();
  asked.length = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation((request) => {
    const { pathname } = new URL((request as Request).url); // as the client calls it
    asked.push(pathname);
    const body = pathname.endsWith('/next') ? { assignments: [] } : [];
    return Promise.resolve(Response.json(body, { status: isSignedIn ? 200 : 401 }));
  });
});

const nexts = () => asked.filter((one) => one.endsWith('/next')).length;

test('the first tasks that were asked for early are taken once', async () => {
  askForFirst('cats');
  expect(await takeFirst('cats')).toEqual([]);
  expect(nexts()).toBe(1);

  await takeFirst('cats');
  expect(nexts()).toBe(2);
});

test('what was asked for early is of no use for another project, nor once it was refused', async () => {
  askForFirst('cats');
  await takeFirst('dogs');
  expect(nexts()).toBe(2);

  isSignedIn = false;
  askForFirst('cats');
  await vi.waitFor(() => expect(nexts()).toBe(3));
  await Promise.resolve();
  isSignedIn = true;
  await vi.waitFor(async () => expect(await takeFirst('cats')).toEqual([]));
});
