import { expect, test } from 'vitest';
import { isRefused } from '../../properties/standing.ts';
import { resolveTemplate } from '../../resolution/resolve-template.ts';
import { parseTemplate } from '../../template/template.ts';
import { corpusStack } from '../../testing/corpus.ts';
import { toOrigin } from './origin.ts';
import { originAccessControlSchema, originSchema } from './origin-schema.ts';

function targetOf(origin: object) {
  const control = (SigningBehavior: string) => ({
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: {
      OriginAccessControlConfig: {
        Name: 'site',
        OriginAccessControlOriginType: 's3',
        SigningProtocol: 'sigv4',
        SigningBehavior,
      },
    },
  });
  const Resources = {
    Site: { Type: 'AWS::S3::Bucket' },
    Signing: control('always'),
    Silent: control('never'),
    Identity: { Type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity', Properties: {} },
  };
  const stack = { ...corpusStack, template: parseTemplate({ Resources }, 'test') };
  const template = resolveTemplate(stack, (id, name) => (name === 'Ref' ? id : `${id}.${name}`));
  const resource = { logicalId: 'Edge', type: 'AWS::CloudFront::Distribution', properties: {} };
  const properties = originSchema.parse({
    Id: 'site',
    DomainName: 'Site.RegionalDomainName',
    S3OriginConfig: {},
    ...origin,
  });
  return toOrigin({ template, resource, path: [] }, properties).target;
}

test.each([
  [{ OriginAccessControlId: 'Signing' }, 'Edge'],
  [{ OriginAccessControlId: 'Silent' }, undefined],
  [{ S3OriginConfig: { OriginAccessIdentity: 'origin-access-identity/cloudfront/Identity' } }, 'Identity'],
  [{ S3OriginConfig: { OriginAccessIdentity: '' } }, undefined],
  [{}, undefined],
])('a bucket takes the edge with %j for %s', (origin, reader) => {
  expect(targetOf(origin)).toEqual({
    kind: 's3',
    bucket: 'Site',
    ...(reader === undefined ? {} : { reader }),
  });
});

test.each(['mediastore', 'mediapackagev2', 'lambda'])('signing requests to %s is refused by name', (type) => {
  const [issue] =
    originAccessControlSchema.safeParse({
      OriginAccessControlConfig: {
        OriginAccessControlOriginType: type,
        SigningProtocol: 'sigv4',
        SigningBehavior: 'always',
      },
    }).error?.issues ?? [];
  expect(issue !== undefined && isRefused(issue)).toBe(true);
});
