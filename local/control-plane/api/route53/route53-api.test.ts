import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AwsClients } from '../../../../aws/clients.ts';
import type { StackResource } from '../../../../definition/model/stack.ts';
import { inMemoryControlPlane } from '../testing/in-memory-control-plane.ts';
import { sampleState, sampleTime } from '../testing/sample-state.ts';
import { sampleWorkload } from '../testing/sample-workload.ts';
import { type Served, serve } from '../testing/serve.ts';
import { type ServedGateway, serveGateway } from '../testing/served-gateway.ts';

const zone: StackResource = {
  logicalId: 'Zone',
  type: 'AWS::Route53::HostedZone',
  physicalId: 'Z1',
  digest: '1',
  properties: { Name: 'shop.test', HostedZoneConfig: { Comment: 'The shop' } },
  attributes: { NameServers: ['ns-1.awsdns.example'] },
};
const record = (logicalId: string, properties: StackResource['properties'] = {}): StackResource => ({
  logicalId,
  type: 'AWS::Route53::RecordSet',
  physicalId: logicalId,
  digest: '1',
  properties,
});
const resources = [
  zone,
  record('Www', {
    HostedZoneId: 'Z1',
    Name: 'www.shop.test',
    Type: 'CNAME',
    TTL: '300',
    ResourceRecords: ['shop.test'],
  }),
  record('Apex', {
    HostedZoneName: 'shop.test.',
    Name: 'shop.test.',
    Type: 'A',
    AliasTarget: { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'localhost' },
  }),
  record('Elsewhere', {
    HostedZoneId: 'Z9',
    Name: 'a.other.test',
    Type: 'TXT',
    TTL: 60,
    ResourceRecords: ['"x"'],
  }),
];

let upstream: Served;
let asked: string[];
let gateway: ServedGateway;
let route53: Awaited<ReturnType<AwsClients['route53']>>;

beforeEach(async () => {
  asked = [];
  upstream = await serve((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end(
      '<ListHostedZonesResponse><HostedZones><HostedZone><Id>/hostedzone/Z7</Id><Name>mine.test.</Name><CallerReference>c</CallerReference></HostedZone></HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListHostedZonesResponse>',
    );
  });
});

afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

async function release(of: readonly StackResource[]): Promise<void> {
  const workload = { ...sampleWorkload, stack: { parameters: [], outputs: [], resources: of } };
  const controlPlane = inMemoryControlPlane(sampleState, { workload, digest: 'd' }, () => sampleTime);
  gateway = await serveGateway(controlPlane, { upstream: new URL(upstream.url) });
  route53 = await gateway.clients.route53();
}

describe('a hosted zone of the definition', () => {
  beforeEach(() => release(resources));

  it('is listed beside those that LocalStack has', async () => {
    const { HostedZones } = await route53.listHostedZones({});
    expect(HostedZones?.map(({ Id, Name }) => [Id, Name])).toEqual([
      ['/hostedzone/Z1', 'shop.test.'],
      ['/hostedzone/Z7', 'mine.test.'],
    ]);
    expect(HostedZones?.[0]).toMatchObject({
      Config: { Comment: 'The shop', PrivateZone: false },
      ResourceRecordSetCount: 2,
    });
    expect(asked).toEqual(['GET /2013-04-01/hostedzone']);
  });

  it('is listed by name', async () => {
    await upstream.close();
    const names = async (DNSName: string) =>
      (await route53.listHostedZonesByName({ DNSName })).HostedZones?.map(({ Name }) => Name);
    expect([await names('shop.test'), await names('zoo.test')]).toEqual([['shop.test.'], []]);
  });

  it('is told of with its name servers', async () => {
    const { HostedZone, DelegationSet } = await route53.getHostedZone({ Id: 'Z1' });
    expect([HostedZone?.Name, DelegationSet?.NameServers]).toEqual(['shop.test.', ['ns-1.awsdns.example']]);
  });

  it('has the record sets that the template puts into it, by name', async () => {
    const { ResourceRecordSets } = await route53.listResourceRecordSets({ HostedZoneId: 'Z1' });
    expect(ResourceRecordSets).toEqual([
      {
        Name: 'shop.test.',
        Type: 'A',
        AliasTarget: { HostedZoneId: 'Z2FDTNDATAQYW2', DNSName: 'localhost', EvaluateTargetHealth: false },
      },
      { Name: 'www.shop.test.', Type: 'CNAME', TTL: 300, ResourceRecords: [{ Value: 'shop.test' }] },
    ]);
  });

  it('gives its record sets in pages', async () => {
    const first = await route53.listResourceRecordSets({ HostedZoneId: 'Z1', MaxItems: 1 });
    expect([first.IsTruncated, first.NextRecordName, first.NextRecordType]).toEqual([
      true,
      'www.shop.test.',
      'CNAME',
    ]);
    const rest = await route53.listResourceRecordSets({
      HostedZoneId: 'Z1',
      StartRecordName: first.NextRecordName,
      StartRecordType: first.NextRecordType,
    });
    expect(rest.ResourceRecordSets?.map(({ Name }) => Name)).toEqual(['www.shop.test.']);
  });

  it('says of an operation that is not there so by name', async () => {
    await expect(
      route53.changeResourceRecordSets({ HostedZoneId: 'Z1', ChangeBatch: { Changes: [] } }),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('"ChangeResourceRecordSets" of Amazon Route 53'),
    });
  });
});

it('a zone that the definition only writes to has the definition’s record sets', async () => {
  await release(resources);
  const { ResourceRecordSets } = await route53.listResourceRecordSets({ HostedZoneId: 'Z9' });
  expect(ResourceRecordSets?.map(({ Name }) => Name)).toEqual(['a.other.test.']);
});

it('other zones are LocalStack’s, and all of them where the definition has none', async () => {
  await release(resources.slice(3));
  await route53.listHostedZones({});
  await route53.listResourceRecordSets({ HostedZoneId: 'Z7' }).catch(() => undefined);
  expect(asked).toEqual(['GET /2013-04-01/hostedzone', 'GET /2013-04-01/hostedzone/Z7/rrset']);
});
