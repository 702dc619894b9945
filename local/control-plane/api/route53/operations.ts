import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import type { RestOperation } from '../protocols/rest-xml-service.ts';
import { hostedZoneShape, recordSetShape } from './shapes.ts';
import { type HostedZone, hostedZones, type RecordSet, recordsOfForeignZone } from './zones.ts';

/** More than any definition has: what is in a template is given at once, unless fewer are asked for. */
const mostItems = 300;

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZones.html */
const listHostedZones: RestOperation = (_, controlPlane) => ({
  root: 'ListHostedZonesResponse',
  content: {
    HostedZones: { HostedZone: hostedZones(controlPlane).map(hostedZoneShape) },
    IsTruncated: false,
    MaxItems: mostItems,
  },
});

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html */
const listHostedZonesByName: RestOperation = ({ query }, controlPlane) => {
  const from = query.get('dnsname');
  const zones = hostedZones(controlPlane).toSorted((one, other) =>
    reversed(one.name) < reversed(other.name) ? -1 : 1,
  );
  const wanted = from === null ? zones : zones.filter(({ name }) => reversed(name) >= reversed(from));
  return {
    root: 'ListHostedZonesByNameResponse',
    content: {
      HostedZones: { HostedZone: wanted.map(hostedZoneShape) },
      DNSName: from ?? undefined,
      IsTruncated: false,
      MaxItems: mostItems,
    },
  };
};

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html */
const getHostedZone: RestOperation = ({ parts: [id = ''] }, controlPlane) => {
  const zone = hostedZones(controlPlane).find((each) => each.id === id);
  if (zone === undefined) throw noSuchZone(id);
  const { vpcs, nameServers } = zone;
  const where =
    vpcs.length > 0
      ? { VPCs: { VPC: vpcs } }
      : { DelegationSet: { NameServers: { NameServer: nameServers } } };
  return { root: 'GetHostedZoneResponse', content: { HostedZone: hostedZoneShape(zone), ...where } };
};

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html */
const listResourceRecordSets: RestOperation = ({ parts: [id = ''], query }, controlPlane) => {
  const records = recordsFrom(recordsIn(id, controlPlane), query);
  const MaxItems = itemsIn(query.get('maxitems'));
  const next = records[MaxItems];
  return {
    root: 'ListResourceRecordSetsResponse',
    content: {
      ResourceRecordSets: { ResourceRecordSet: records.slice(0, MaxItems).map(recordSetShape) },
      IsTruncated: next !== undefined,
      NextRecordName: next?.Name,
      NextRecordType: next?.Type,
      NextRecordIdentifier: next?.SetIdentifier,
      MaxItems,
    },
  };
};

function recordsIn(id: string, controlPlane: ControlPlane): readonly RecordSet[] {
  const zone: HostedZone | undefined = hostedZones(controlPlane).find((each) => each.id === id);
  const records = zone?.records ?? recordsOfForeignZone(controlPlane, id);
  if (zone === undefined && records.length === 0) throw noSuchZone(id);
  return records;
}

/** From the record set that a page before named as the next. */
function recordsFrom(records: readonly RecordSet[], query: URLSearchParams): readonly RecordSet[] {
  const name = query.get('name');
  if (name === null) return records;
  const [type, identifier] = [query.get('type'), query.get('identifier')];
  const first = records.findIndex(
    (record) =>
      reversed(record.Name) > reversed(name) ||
      (reversed(record.Name) === reversed(name) &&
        (type === null || record.Type >= type) &&
        (identifier === null || (record.SetIdentifier ?? '') >= identifier)),
  );
  return first < 0 ? [] : records.slice(first);
}

function itemsIn(text: string | null): number {
  if (text === null) return mostItems;
  if (/^[1-9]\d{0,5}$/.test(text)) return Math.min(Number(text), mostItems);
  throw new AwsError('InvalidInput', `maxItems is not valid: ${text}`);
}

function reversed(name: string): string {
  return name.replace(/\.$/, '').toLowerCase().split('.').toReversed().join('\u0001');
}

function noSuchZone(id: string): AwsError {
  return new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${id}`, 404);
}

/** The operations of Route 53 that are answered here, by name. */
export const operations: ReadonlyMap<string, RestOperation> = new Map(
  Object.entries({
    GetHostedZone: getHostedZone,
    ListHostedZones: listHostedZones,
    ListHostedZonesByName: listHostedZonesByName,
    ListResourceRecordSets: listResourceRecordSets,
  }),
);
