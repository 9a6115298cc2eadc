import { expect, test } from 'vitest';
import { markdown } from './markdown';

const html = (text: string) => {
  const holder = document.createElement('div');
  holder.append(markdown(text));
  return holder.innerHTML;
};

test('what could run or call home is left out', () => {
  const hostile =
    '<script>alert(1)</script> <img src=x onerror=alert(1)> ![far](https://far.example/x.png) [run](javascript:alert(1))';

  expect(html(hostile)).not.toMatch(/<script|<img|href="javascript/);
});

test('links open elsewhere and tell nobody where they were', () => {
  expect(html('[rules](https://rules.example)')).toContain(
    '<a href="https://rules.example" target="_blank" rel="noopener noreferrer">rules</a>',
  );
});
