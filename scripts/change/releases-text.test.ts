import { expect, test } from 'vitest';
import { releasesText } from './releases-text.ts';

const row = { age: '59 minutes ago', by: '', state: 'completed', health: '', remark: '', isAllowed: true };

test('releases are listed with their health, in 80 columns', () => {
  const text = releasesText([
    { ...row, release: '3f2a1b9c0d1e', by: 'maria', state: 'running', health: 'web 2/2 worker 1/1' },
    { ...row, release: '2c5b0f7a9e11', by: 'github-actions@spree-production-deploy', state: 'rolled back' },
    { ...row, release: 'given-0123456789ab', state: 'not finished, partly running', health: 'web 12/12' },
    {
      ...{ ...row, release: 'e11e7a9f0b5c', state: 'failed', health: 'smoke check failed', isAllowed: false },
      remark: 'e11e7a9f0b5c failed when it was released: smoke check failed.',
    },
    {
      ...row,
      release: 'd00d7a9f0b5c',
      remark: `The store does not report its migrations. ${'Why '.repeat(20)}`,
    },
  ]);
  expect(text).toContain('RELEASE');
  for (const part of ['web 2/2', 'worker 1/1', 'given-0123456789ab', 'd00d7a9f0b5c: The store']) {
    expect(text).toContain(part);
  }
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(text.split('\n')[1]).toMatch(/^3f2a1b9c0d1e +59 minutes ago +maria +running +web 2\/2$/);
});
