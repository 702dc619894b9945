import { expect, test } from 'vitest';
import type {
  InfrastructurePreview,
  ResourceChange,
} from '../../operations/infrastructure/preview/infrastructure-preview.ts';
import { previewMarkdown } from './preview-markdown.ts';
import { previewText } from './preview-text.ts';

const change = (logicalId: string, more: Partial<ResourceChange>): ResourceChange => ({
  ...{ logicalId, type: 'AWS::SQS::Queue', effect: 'updated', properties: [], interruption: undefined },
  ...{ isStateful: false, isSecurityRelevant: false },
  ...more,
});

const preview: InfrastructurePreview = {
  stacks: [
    {
      ...{ name: 'spree-staging-certificate', region: 'us-east-1', isNew: false, isExact: true },
      ...{ security: [], changes: [], outputs: [], drift: undefined },
      duration: { minutes: [0, 0], source: 'nothing to do' },
    },
    {
      ...{ name: 'spree-staging', region: 'ap-southeast-1', isNew: false, isExact: true },
      security: [
        {
          ...{ kind: 'permission', change: 'added', isBroader: true },
          text: 'Allow s3:* on Assets.Arn for arn:aws:iam::111122223333:role/<b>@team',
        },
      ],
      changes: [
        change('Db', {
          ...{ type: 'AWS::RDS::DBInstance', effect: 'replaced', isStateful: true },
          properties: ['DBSubnetGroupName'],
        }),
        change('Web', {
          type: 'AWS::ECS::Service',
          properties: ['TaskDefinition'],
          interruption: 'new tasks start, and the old ones stop once these are healthy',
        }),
      ],
      outputs: ['StorefrontUrl'],
      drift: {
        resources: [
          { logicalId: 'Web', type: 'AWS::ECS::Service', drift: 'changed', properties: ['/DesiredCount'] },
        ],
        unchecked: 2,
      },
      duration: { minutes: [4, 9], source: 'measured' },
    },
  ],
};

const extras = {
  environment: 'staging',
  cost: ['+13.50 USD a month: a replica'],
  release: ['image 3f2a1b9'],
};
const place = { account: '111122223333', region: 'ap-southeast-1' };

test('a preview in a terminal says what matters most first, in 80 columns', () => {
  const text = previewText(preview, extras, place);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(text).toBe(`Deployment of staging to account 111122223333, ap-southeast-1

spree-staging-certificate: no changes

spree-staging: 2 resources change, 4 to 9 min like its last updates
  Permissions and network
    added: Allow s3:* on Assets.Arn for
      arn:aws:iam::111122223333:role/<b>@team (allows more)
  Resources
    replaced: AWS::RDS::DBInstance Db (DBSubnetGroupName); WHAT IT HOLDS IS
      LOST unless it is saved before
    updated: AWS::ECS::Service Web (TaskDefinition): new tasks start, and the
      old ones stop once these are healthy
  Outputs
    StorefrontUrl
  Drift
    changed by hand: AWS::ECS::Service Web (/DesiredCount)
    CloudFormation cannot check 2 resources

Release
  image 3f2a1b9

Cost
  +13.50 USD a month: a replica`);
});

test('a preview that CloudFormation has not confirmed says so', () => {
  const stacks = preview.stacks.map((stack) => ({ ...stack, isExact: false }));
  const said = 'What is replaced is known from the templates only';
  expect(previewText({ stacks }, extras, place)).toContain(said);
  expect(previewMarkdown({ stacks }, extras)).toContain(said);
});

test('a new stack is shown by how many resources of each type it makes', () => {
  const [, stack] = preview.stacks;
  const stacks = stack === undefined ? [] : [{ ...stack, isNew: true, drift: undefined }];
  const text = previewText({ stacks }, { environment: 'staging' }, place);
  expect(text).toContain('spree-staging: new, 2 resources');
  expect(text).toContain('1 x AWS::ECS::Service');
  expect(text).not.toContain('LOST');
});

test('a preview as a comment names what is lost first, folds the rest, and has no account', () => {
  const text = previewMarkdown(preview, extras);
  expect(text).toMatchInlineSnapshot(`
    "### Deployment of staging

    2 changes, **1 resource replaced, deleted or left behind**, **1 permission or rule more**, 1 interruption.

    #### spree-staging-certificate: no changes

    #### spree-staging: 2 resources change

    - replaced: AWS::RDS::DBInstance Db (DBSubnetGroupName); WHAT IT HOLDS IS LOST unless it is saved before

    <details><summary>Permissions and network (1)</summary>

    - added: Allow s3:\\* on Assets.Arn for arn:aws:iam::ACCOUNT:role/&lt;b\\>&#64;team (allows more)

    </details>

    <details><summary>Resources (1)</summary>

    - updated: AWS::ECS::Service Web (TaskDefinition): new tasks start, and the old ones stop once these are healthy

    </details>

    <details><summary>Outputs (1)</summary>

    - StorefrontUrl

    </details>

    <details><summary>Drift (2)</summary>

    - changed by hand: AWS::ECS::Service Web (/DesiredCount)
    - CloudFormation cannot check 2 resources

    </details>

    #### Release

    - image 3f2a1b9

    #### Cost

    - +13.50 USD a month: a replica"
  `);
  expect(text).not.toContain('111122223333');
});

test('a comment is the same however long earlier updates took', () => {
  const duration = { minutes: [20, 30], source: 'measured' } as const;
  const other = { stacks: preview.stacks.map((stack) => ({ ...stack, duration })) };
  expect(previewMarkdown(other, extras)).toBe(previewMarkdown(preview, extras));
});

test('a name cannot smuggle markup or a mention into a comment', () => {
  const text = previewMarkdown(preview, extras);
  expect(text.replaceAll(/<\/?(?:details|summary)>/g, '')).not.toMatch(/<|(?<!&#64;)@/);
});
