import { describe, expect, it } from 'vitest';
import { type ImageFacts, imagePlan } from './image-plan.ts';

const facts: ImageFacts = {
  name: 's3',
  present: new Set(),
  pulls: ['first/minio:1', 'second/minio:2'],
  built: 'spree-parity/s3:abc',
};

describe('imagePlan', () => {
  it('pulls in the given order and builds when nothing could be pulled', () => {
    expect(imagePlan(facts)).toEqual([
      { kind: 'pull', image: 'first/minio:1' },
      { kind: 'pull', image: 'second/minio:2' },
      { kind: 'build', image: 'spree-parity/s3:abc' },
    ]);
  });

  it.each(['first/minio:1', 'second/minio:2', 'spree-parity/s3:abc'])(
    'takes %s when it is present',
    (image) => {
      expect(imagePlan({ ...facts, present: new Set([image]) })).toEqual([{ kind: 'present', image }]);
    },
  );

  it('takes an older recipe for another image', () => {
    expect(imagePlan({ ...facts, pulls: [], present: new Set(['spree-parity/s3:old']) })).toEqual([
      { kind: 'build', image: 'spree-parity/s3:abc' },
    ]);
  });

  it('takes what the user gives and nothing else, pulled only where it is missing', () => {
    const given = { ...facts, given: 'mine:1' };
    expect([
      imagePlan({ ...given, present: new Set(['first/minio:1', 'mine:1']) }),
      imagePlan({ ...given, present: new Set(['first/minio:1']) }),
    ]).toEqual([
      [{ kind: 'given', image: 'mine:1', pull: false }],
      [{ kind: 'given', image: 'mine:1', pull: true }],
    ]);
  });
});
