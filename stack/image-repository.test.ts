import { expect, it } from 'vitest';
import { storeTemplate } from './testing/synthesize.ts';

const [repository] = Object.values(
  storeTemplate({ environment: 'production' }).findResources('AWS::ECR::Repository'),
);

it('images are scanned on push, and a tag names one image for good', () => {
  expect(repository?.Properties).toMatchObject({
    RepositoryName: 'spree-production',
    ImageScanningConfiguration: { ScanOnPush: true },
    ImageTagMutability: 'IMMUTABLE',
  });
});

it('pushes make neither a deployed image expire nor fill the repository with images without a tag', () => {
  const { rules } = JSON.parse(repository?.Properties.LifecyclePolicy.LifecyclePolicyText ?? '{}');
  const selections = rules.map((rule: { rulePriority: number; selection: object }) => [
    rule.rulePriority,
    rule.selection,
  ]);
  expect(selections).toEqual([
    [
      1,
      {
        tagStatus: 'tagged',
        tagPrefixList: ['live-'],
        countType: 'imageCountMoreThan',
        countNumber: 10,
      },
    ],
    [2, { tagStatus: 'untagged', countType: 'sinceImagePushed', countNumber: 1, countUnit: 'days' }],
    [3, { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 }],
  ]);
});
