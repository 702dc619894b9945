import { expect, it } from 'vitest';
import { toImageDetails } from './image-answers.ts';

const answer = (digests: readonly string[]) => ({
  Id: 'sha256:1d',
  RepoDigests: digests,
  Size: 1,
  Created: '2026-11-24T09:00:00Z',
  Architecture: 'amd64',
});

it('gives an image the digest that it has in the repository of its name', () => {
  const digests = ['one.example/store@sha256:01', 'two.example/store@sha256:02'];
  const digestOf = (name: string) => toImageDetails(answer(digests), name).digest;
  expect(['two.example/store:1', 'two.example/store@sha256:02', 'sha256:1d'].map(digestOf)).toEqual([
    'sha256:02',
    'sha256:02',
    'sha256:01',
  ]);
});

it('gives an image that came from no registry its id for a digest', () => {
  expect(toImageDetails(answer([]), 'store:1').digest).toBe('sha256:1d');
});
