import { expect, test } from 'vitest';
import { harness } from './harness';
import { viewer } from './viewer';

test('everything a task says can be read, and attachments are shown as what they are', () => {
  const params = {
    attachment_type: 'image',
    attachment: 'https://example.com/cat',
    sound: 'https://example.com/a.mp3?key=1',
    labels: ['<b>cat</b>', { name: 'dog', count: 2 }],
  };

  const { host } = harness(viewer, { taskType: 'segmentannotation', params });

  expect(host.querySelector('img')?.src).toBe('https://example.com/cat');
  expect(host.querySelector('audio')?.src).toBe('https://example.com/a.mp3?key=1');
  expect(host.textContent).toContain('<b>cat</b>');
  expect(host.textContent).toContain('dog');
});

test('a task without an editor cannot be submitted', () => {
  const { editor, host } = harness(viewer, { taskType: 'lidarannotation', params: {} });

  expect(editor.validate()).toHaveLength(1);
  editor.destroy();
  expect(host.childElementCount).toBe(0);
});
