import { expect, test } from 'vitest';
import { invalidationPaths, mostInvalidationPaths } from './invalidation-paths.ts';

test('each asset is a path of its own, until all of them are cheaper', () => {
  const keys = Array.from({ length: mostInvalidationPaths }, (_, index) => `assets/${index}.css`);
  expect(invalidationPaths(keys)).toEqual(keys.map((key) => `/${key}`));
  expect(invalidationPaths([...keys, 'assets/more.css'])).toEqual(['/assets/*']);
  expect(invalidationPaths([])).toEqual([]);
});

test('what RFC 1738 calls unsafe is encoded, and nothing else', () => {
  expect(invalidationPaths(["assets/logo@2x (1)!,'$&+=:;.png"])).toEqual([
    "/assets/logo@2x%20(1)!,'$&+=:;.png",
  ]);
  expect(invalidationPaths(['assets/größe~[1].css', 'assets/all*'])).toEqual([
    '/assets/gr%C3%B6%C3%9Fe%7E%5B1%5D.css',
    '/assets/all%2A',
  ]);
});
