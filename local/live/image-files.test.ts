import { expect, test } from 'vitest';
import { imageFiles } from './image-files.ts';

const files = imageFiles({
  dockerignore: 'log\n*.md\ndemo\n!demo/lib/shared\n**/secret.key\n',
  isLeftOut: (path) => path === 'node_modules',
  rules: [
    { path: 'public', action: 'sync', ignore: ['assets', '**/*.map'] },
    { path: 'app', action: 'sync' },
  ],
});

test.each([
  'log/web.log',
  'README.md',
  'demo/app/a.rb',
  'config/secret.key',
  'node_modules/a/index.js',
  'public/assets/store.css',
  'public/js/store.js.map',
  'app/.a.rb.swp',
  'app/a.rb~',
  'app/.#a.rb',
  'app/4913',
  'app/a.rb___jb_tmp___',
])('%s is in no image', (path) => {
  expect(files.isIgnored(path)).toBe(true);
});

test.each(['app/a.rb', 'app/README.md', 'demo/lib/shared/a.rb', 'public/robots.txt', 'public', 'logs/a'])(
  '%s may be in the image',
  (path) => {
    expect(files.isIgnored(path)).toBe(false);
  },
);

test('nobody looks into a folder of which the image has nothing', () => {
  expect(['log', 'node_modules'].map(files.isPruned)).toEqual([true, true]);
  expect(['demo', 'demo/lib', 'app'].map(files.isPruned)).toEqual([false, false, false]);
});
