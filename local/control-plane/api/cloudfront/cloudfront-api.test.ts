import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AwsClients } from '../../../../aws/clients.ts';
import { type OwnStackEndpoint, ownStackEndpoint } from '../testing/own-stack-endpoint.ts';
import { sampleTime } from '../testing/sample-state.ts';

let endpoint: OwnStackEndpoint;
let cloudFront: Awaited<ReturnType<AwsClients['cloudFront']>>;
let Id: string;

beforeAll(async () => {
  endpoint = await ownStackEndpoint();
  cloudFront = await endpoint.clients.cloudFront();
  Id = endpoint.output('DistributionId') ?? '';
}, 60_000);

afterAll(() => endpoint.close());

describe('the distribution of the store', () => {
  it('is listed with the id and the domain name that the stack has', async () => {
    const { DistributionList } = await cloudFront.listDistributions({});
    expect(DistributionList).toMatchObject({ Quantity: 1, IsTruncated: false, Marker: '', MaxItems: 100 });
    expect(DistributionList?.Items).toMatchObject([
      {
        Id,
        ARN: `arn:aws:cloudfront::000000000000:distribution/${Id}`,
        Status: 'Deployed',
        LastModifiedTime: new Date(sampleTime),
        DomainName: endpoint.output('DistributionDomainName'),
        Enabled: true,
        HttpVersion: 'http2and3',
      },
    ]);
  });

  it('has the configuration of the template, in the words of CloudFront’s API', async () => {
    const { Distribution, ETag } = await cloudFront.getDistribution({ Id });
    const config = Distribution?.DistributionConfig;
    expect([Distribution?.Id, Distribution?.Status, ETag]).toEqual([
      Id,
      'Deployed',
      expect.stringMatching(/^E/),
    ]);
    expect(config).toMatchObject({
      Comment: 'spree-local storefront',
      Enabled: true,
      IsIPV6Enabled: true,
      Aliases: { Quantity: 0 },
      Origins: {
        Quantity: 2,
        Items: [
          {
            DomainName: 'load-balancer',
            VpcOriginConfig: { OriginReadTimeout: 60, OriginKeepaliveTimeout: 30 },
            ConnectionAttempts: 3,
            CustomHeaders: { Quantity: 0 },
          },
          { S3OriginConfig: { OriginAccessIdentity: '' } },
        ],
      },
      OriginGroups: {
        Quantity: 1,
        Items: [
          { FailoverCriteria: { StatusCodes: { Quantity: 2, Items: [403, 404] } }, Members: { Quantity: 2 } },
        ],
      },
      DefaultCacheBehavior: {
        ViewerProtocolPolicy: 'redirect-to-https',
        Compress: true,
        AllowedMethods: { Quantity: 7, CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] } },
      },
      CacheBehaviors: { Quantity: 4 },
      CustomErrorResponses: { Quantity: 11 },
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
      Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
      Logging: { Enabled: true, Prefix: 'cloudfront/', IncludeCookies: false },
    });
    const alone = await cloudFront.getDistributionConfig({ Id });
    expect([alone.DistributionConfig, alone.ETag]).toEqual([config, ETag]);
  });

  it('is the only one', async () => {
    await expect(cloudFront.getDistribution({ Id: 'E1' })).rejects.toMatchObject({
      name: 'NoSuchDistribution',
      message: 'The specified distribution does not exist.',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('the VPC origin of the store', () => {
  it('is listed, deployed, with the load balancer that it leads to', async () => {
    const { VpcOriginList } = await cloudFront.listVpcOrigins({});
    const [summary] = VpcOriginList?.Items ?? [];
    expect(VpcOriginList?.Quantity).toBe(1);
    expect(summary).toMatchObject({
      Name: 'spree-local',
      Status: 'Deployed',
      OriginEndpointArn: endpoint.output('LoadBalancerArn'),
    });
    const { VpcOrigin, ETag } = await cloudFront.getVpcOrigin({ Id: summary?.Id });
    expect([VpcOrigin?.Arn, ETag]).toEqual([summary?.Arn, expect.stringMatching(/^E/)]);
    expect(VpcOrigin?.VpcOriginEndpointConfig).toEqual({
      Name: 'spree-local',
      Arn: endpoint.output('LoadBalancerArn'),
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy: 'http-only',
      OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
    });
  });

  it('is the one of the distribution', async () => {
    const { VpcOriginList } = await cloudFront.listVpcOrigins({});
    const { Distribution } = await cloudFront.getDistribution({ Id });
    const origins = Distribution?.DistributionConfig?.Origins?.Items ?? [];
    expect(origins[0]?.VpcOriginConfig?.VpcOriginId).toBe(VpcOriginList?.Items?.[0]?.Id);
    await expect(cloudFront.getVpcOrigin({ Id: 'vo_1' })).rejects.toMatchObject({ name: 'EntityNotFound' });
  });
});

describe('an invalidation', () => {
  let fresh: OwnStackEndpoint;
  let onFresh: typeof cloudFront;
  beforeEach(async () => {
    fresh = await ownStackEndpoint();
    onFresh = await fresh.clients.cloudFront();
    return () => fresh.close();
  });

  const batch = (CallerReference: string, ...Items: string[]) => ({
    DistributionId: Id,
    InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } },
  });

  it('is carried out, and can be asked for and listed, the newest first', async () => {
    const created = await onFresh.createInvalidation(batch('one', '/a&b', '/c/*'));
    expect(created).toMatchObject({
      Invalidation: {
        Status: 'Completed',
        CreateTime: new Date(sampleTime),
        InvalidationBatch: { CallerReference: 'one', Paths: { Quantity: 2, Items: ['/a&b', '/c/*'] } },
      },
      $metadata: { httpStatusCode: 201 },
    });
    expect(created.Location).toContain(created.Invalidation?.Id);
    expect(fresh.controlPlane.surroundings.edge.invalidations()).toMatchObject([
      { distributionId: Id, paths: ['/a&b', '/c/*'] },
    ]);
    const got = await onFresh.getInvalidation({ DistributionId: Id, Id: created.Invalidation?.Id });
    expect(got.Invalidation).toEqual(created.Invalidation);
    const second = await onFresh.createInvalidation(batch('two', '/*'));
    const { InvalidationList } = await onFresh.listInvalidations({ DistributionId: Id });
    expect(InvalidationList?.Items?.map((item) => item.Id)).toEqual([
      second.Invalidation?.Id,
      created.Invalidation?.Id,
    ]);
    const page = await onFresh.listInvalidations({ DistributionId: Id, MaxItems: 1 });
    const rest = await onFresh.listInvalidations({
      DistributionId: Id,
      MaxItems: 1,
      Marker: page.InvalidationList?.NextMarker,
    });
    expect([page, rest].map((each) => each.InvalidationList?.Items?.[0]?.Id)).toEqual([
      second.Invalidation?.Id,
      created.Invalidation?.Id,
    ]);
    expect([page, rest].map((each) => each.InvalidationList?.IsTruncated)).toEqual([true, false]);
  });

  it('that is asked for again is the same; with other paths, its reference is taken', async () => {
    const first = await onFresh.createInvalidation(batch('one', '/a'));
    const again = await onFresh.createInvalidation(batch('one', '/a'));
    expect(again.Invalidation).toEqual(first.Invalidation);
    expect(fresh.controlPlane.surroundings.edge.invalidations()).toHaveLength(1);
    await expect(onFresh.createInvalidation(batch('one', '/b'))).rejects.toMatchObject({
      name: 'InvalidationBatchAlreadyExists',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it.each(['a', '/a*b', '/a b'])('of %s is refused', async (path) => {
    await expect(onFresh.createInvalidation(batch('one', '/', path))).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Your request contains one or more invalid invalidation paths.',
    });
  });

  it('whose number of paths is another than it says is refused', async () => {
    const { InvalidationBatch, DistributionId } = batch('one', '/a');
    const Paths = { ...InvalidationBatch.Paths, Quantity: 2 };
    await expect(
      onFresh.createInvalidation({ DistributionId, InvalidationBatch: { ...InvalidationBatch, Paths } }),
    ).rejects.toMatchObject({ name: 'InconsistentQuantities' });
  });

  it('that nobody asked for does not exist', async () => {
    await expect(onFresh.getInvalidation({ DistributionId: Id, Id: 'I1' })).rejects.toMatchObject({
      name: 'NoSuchInvalidation',
    });
  });
});

describe('what is not there', () => {
  it('says so by the name of the operation', async () => {
    await expect(cloudFront.deleteDistribution({ Id, IfMatch: 'E1' })).rejects.toMatchObject({
      name: 'NotImplemented',
      message:
        'The operation "DeleteDistribution" of Amazon CloudFront is not supported by the local environment.',
      $metadata: { httpStatusCode: 501 },
    });
    await expect(
      cloudFront.tagResource({ Resource: 'arn:aws:cloudfront::0:distribution/E1', Tags: { Items: [] } }),
    ).rejects.toMatchObject({ message: expect.stringContaining('"TagResource"') });
  });

  it('says so by its request where it is no operation at all', async () => {
    const scope = 'test/20261124/us-east-1/cloudfront/aws4_request';
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;
    const answer = await fetch(`${endpoint.url}/2020-05-31/weather`, { headers: { authorization } });
    expect([answer.status, await answer.text()]).toEqual([
      501,
      expect.stringContaining('The request GET /2020-05-31/weather of Amazon CloudFront'),
    ]);
  });
});
