import { describe, expect, test } from 'vitest';
import { resolveTemplate } from '../../resolution/resolve-template.ts';
import { parseTemplate } from '../../template/template.ts';
import { exampleBucket } from '../../testing/examples.ts';
import { readBuckets } from './bucket.ts';

type Resources = Readonly<Record<string, object>>;

/** A `Ref` is the logical id in lower case. */
function read(resources: Resources) {
  const template = parseTemplate({ Resources: resources }, 'test');
  const stack = { stackName: 'shop', region: 'eu-west-1', accountId: '000000000000', template };
  return readBuckets(
    resolveTemplate(stack, (id, name) => (name === 'Ref' ? id.toLowerCase() : `${id}.${name}`)),
  );
}

function bucketWith(Properties: object, others: Resources = {}) {
  return read({ Site: { Type: 'AWS::S3::Bucket', Properties }, ...others })[0];
}

function policyWith(statement: object) {
  const Statement = [
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::site/*', ...statement },
  ];
  const Properties = { Bucket: 'site', PolicyDocument: { Version: '2012-10-17', Statement } };
  return { Policy: { Type: 'AWS::S3::BucketPolicy', Properties } };
}

const open = { PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true } };
const badProperty = (message: RegExp) =>
  expect.objectContaining({ code: 'TEMPLATE_BAD_PROPERTY', message: expect.stringMatching(message) });
const unsupported = (message: RegExp) =>
  expect.objectContaining({ code: 'TEMPLATE_UNSUPPORTED_PROPERTY', message: expect.stringMatching(message) });

test('a bucket of which the template says nothing is private, without versions and rules', () => {
  expect(bucketWith({})).toEqual(exampleBucket({ logicalId: 'Site', name: 'site' }));
});

test('what becomes of a bucket is what its policies say, and whether it is emptied first', () => {
  const [kept, emptied] = read({
    Kept: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Delete' },
    Emptied: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Delete' },
    Emptying: { Type: 'Custom::S3AutoDeleteObjects', Properties: { BucketName: { Ref: 'Emptied' } } },
  });
  expect([kept?.removal, kept?.autoDeleteObjects]).toEqual([
    { whenDeleted: 'retain', whenReplaced: 'delete' },
    false,
  ]);
  expect([emptied?.removal.whenDeleted, emptied?.autoDeleteObjects]).toEqual(['delete', true]);
});

test.each([
  ['NotificationConfiguration', { EventBridgeConfiguration: { EventBridgeEnabled: true } }],
  ['WebsiteConfiguration', { IndexDocument: 'index.html' }],
  ['BucketNamePrefix', 'shop'],
  ['Surprise', 1],
])('%s is refused by name', (name, value) => {
  expect(() => bucketWith({ [name]: value })).toThrow(
    unsupported(new RegExp(`^Site \\(AWS::S3::Bucket\\): ${name} is not supported locally: `)),
  );
});

test('an ACL that would open a bucket is refused', () => {
  expect(() => bucketWith({ AccessControl: 'PublicRead' })).toThrow(
    unsupported(/AccessControl is not supported locally: "PublicRead": ACLs grant no access locally/),
  );
});

test.each<[object, string]>([
  [{ LoggingConfiguration: { DestinationBuckets: 'logs' } }, 'LoggingConfiguration.DestinationBuckets'],
  [
    { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryption: {} }] } },
    'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryption',
  ],
  [
    { ReplicationConfiguration: { Role: 'a', Rules: [{ Status: 'Enabled', Destinations: [] }] } },
    'ReplicationConfiguration.Rules.0.Destinations',
  ],
])('a misspelt member is named, also where nothing acts on the property: %j', (properties, path) => {
  expect(() => bucketWith(properties)).toThrow(
    unsupported(new RegExp(`: ${path} is not supported locally: it is not a known property`)),
  );
});

test('an unknown member is refused at any depth', () => {
  const Rules = [{ Status: 'Enabled', ExpirationInDays: 1, Surprise: 1 }];
  expect(() => bucketWith({ LifecycleConfiguration: { Rules } })).toThrow(
    unsupported(/LifecycleConfiguration\.Rules\.0\.Surprise is not supported/),
  );
});

test.each([
  [
    { CorsConfiguration: { CorsRules: [{ AllowedMethods: ['PATCH'], AllowedOrigins: ['*'] }] } },
    /AllowedMethods\.0/,
  ],
  [
    { CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*.*'] }] } },
    /at most one \*/,
  ],
  [{ LifecycleConfiguration: { Rules: [{ Status: 'Enabled' }] } }, /a rule needs an action/],
  [{ LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 0 }] } }, /whole days/],
  [
    {
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1, Years: 1 } },
      },
    },
    /either days or years/,
  ],
])('what S3 does not take is refused: %j', (properties, message) => {
  expect(() => bucketWith(properties)).toThrow(badProperty(message));
});

describe('the policy of a bucket', () => {
  test('names the distribution that CloudFront reads for, and no condition besides', () => {
    const distribution = { Type: 'AWS::CloudFront::Distribution', Properties: {} };
    const policy = policyWith({
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::000000000000:distribution/edge' } },
    });
    expect(bucketWith({}, { Edge: distribution, Other: distribution, ...policy })?.policy).toEqual([
      {
        effect: 'Allow',
        principals: [{ kind: 'distribution', logicalId: 'Edge' }],
        actions: ['s3:GetObject'],
        resources: ['arn:aws:s3:::site/*'],
        conditions: {},
      },
    ]);
  });

  test.each([
    { CanonicalUser: 'Identity.S3CanonicalUserId' },
    { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity identity' },
  ])('names the origin access identity behind %j', (Principal) => {
    const Identity = { Type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity', Properties: {} };
    expect(bucketWith({}, { Identity, ...policyWith({ Principal }) })?.policy[0]?.principals).toEqual([
      { kind: 'origin-access-identity', logicalId: 'Identity' },
    ]);
  });

  test('is refused where it is public and the bucket blocks public policies, as by default', () => {
    const policy = policyWith({ Principal: '*' });
    expect(() => bucketWith({}, policy)).toThrow(
      badProperty(/PolicyDocument\.Statement\.0\.Principal is "\*": the bucket blocks public policies/),
    );
    expect(bucketWith(open, policy)?.policy[0]?.principals).toEqual([{ kind: 'everyone' }]);
  });

  test('is not public where a fixed network narrows it', () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    expect(bucketWith({}, policyWith({ Principal: '*', Condition }))?.policy).toHaveLength(1);
  });

  test('may be written as a text, and with statements and values that are no lists', () => {
    const Statement = {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:*',
      Resource: 'arn:aws:s3:::site',
    };
    const Properties = { Bucket: 'site', PolicyDocument: JSON.stringify({ Statement }) };
    expect(bucketWith({}, { Policy: { Type: 'AWS::S3::BucketPolicy', Properties } })?.policy).toEqual([
      {
        effect: 'Deny',
        principals: [{ kind: 'everyone' }],
        actions: ['s3:*'],
        resources: ['arn:aws:s3:::site'],
        conditions: {},
      },
    ]);
  });

  test('of a bucket that the template does not have is refused', () => {
    const Properties = { Bucket: 'elsewhere', PolicyDocument: { Statement: [] } };
    expect(() => bucketWith({}, { Policy: { Type: 'AWS::S3::BucketPolicy', Properties } })).toThrow();
  });

  test.each(['NotPrincipal', 'NotAction', 'NotResource'])('cannot speak of all others by %s', (name) => {
    expect(() => bucketWith(open, policyWith({ Principal: '*', [name]: '*' }))).toThrow(
      unsupported(new RegExp(name)),
    );
  });
});

test('an operator that policies do not know is refused', () => {
  const statement = { Principal: '*', Condition: { IsAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
  expect(() => bucketWith({}, policyWith(statement))).toThrow(
    /Policy \(AWS::S3::BucketPolicy\): PolicyDocument.Statement.0.Condition is .*an operator that policies do not support/,
  );
});
