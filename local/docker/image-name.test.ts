import { expect, it } from 'vitest';
import { registryOf, splitImageName } from './image-name.ts';

it('tells a tag from the port of a registry', () => {
  expect(
    ['postgres', 'postgres:16', 'localhost:5000/store', 'localhost:5000/store:1'].map(splitImageName),
  ).toEqual([
    { repository: 'postgres', tag: 'latest' },
    { repository: 'postgres', tag: '16' },
    { repository: 'localhost:5000/store', tag: 'latest' },
    { repository: 'localhost:5000/store', tag: '1' },
  ]);
});

it('gives the digest of a name in the place of its tag', () => {
  const digest = `sha256:${'0d'.repeat(32)}`;
  expect([`localhost:5000/store@${digest}`, `store:1@${digest}`].map(splitImageName)).toEqual([
    { repository: 'localhost:5000/store', tag: digest },
    { repository: 'store', tag: digest },
  ]);
});

it('tells a registry from an account', () => {
  expect(
    ['postgres:16', 'someone/store', 'localhost/store', 'registry.example:5000/a/b:1'].map(registryOf),
  ).toEqual(['docker.io', 'docker.io', 'localhost', 'registry.example:5000']);
});
