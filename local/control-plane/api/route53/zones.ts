import { z } from 'zod';
import type { ControlPlane } from '../control-plane.ts';

const flag = z.coerce.string().transform((value) => value === 'true');
const number = z.coerce.number();

const aliasTarget = z.object({
  HostedZoneId: z.string(),
  DNSName: z.string(),
  EvaluateTargetHealth: flag.default(false),
});

const record = z.object({
  Name: z.string().transform(withDot),
  Type: z.string(),
  HostedZoneId: z.string().exactOptional(),
  HostedZoneName: z.string().exactOptional(),
  TTL: number.exactOptional(),
  ResourceRecords: z.array(z.string()).exactOptional(),
  AliasTarget: aliasTarget.exactOptional(),
  SetIdentifier: z.string().exactOptional(),
  Weight: number.exactOptional(),
  Region: z.string().exactOptional(),
  Failover: z.string().exactOptional(),
  MultiValueAnswer: flag.exactOptional(),
  HealthCheckId: z.string().exactOptional(),
  GeoLocation: z.record(z.string(), z.string()).exactOptional(),
});

const recordGroup = z.object({
  HostedZoneId: z.string().exactOptional(),
  HostedZoneName: z.string().exactOptional(),
  RecordSets: z.array(record).default([]),
});

const zone = z.object({
  Name: z.string().transform(withDot),
  HostedZoneConfig: z.object({ Comment: z.string().exactOptional() }).default({}),
  VPCs: z.array(z.object({ VPCId: z.string(), VPCRegion: z.string() })).default([]),
});

/** A record set as the template has it. */
export type RecordSet = z.output<typeof record>;

/** A hosted zone of the template, with the record sets that the template puts into it. */
export interface HostedZone {
  readonly id: string;
  readonly name: string;
  readonly comment: string;
  readonly vpcs: readonly { readonly VPCId: string; readonly VPCRegion: string }[];
  readonly nameServers: readonly string[];
  /** By name and type, as Route 53 lists them. */
  readonly records: readonly RecordSet[];
}

/** The hosted zones of the definition; none until one was released. */
export function hostedZones(controlPlane: ControlPlane): readonly HostedZone[] {
  const { stack } = controlPlane.workload()?.workload ?? {};
  const records = recordSets(controlPlane);
  const zones = stack?.resources.filter(({ type }) => type === 'AWS::Route53::HostedZone') ?? [];
  return zones.map(({ physicalId: id, properties, attributes }) => {
    const { Name: name, HostedZoneConfig, VPCs } = zone.parse(properties);
    const isOwn = (each: RecordSet) =>
      each.HostedZoneId === id || (each.HostedZoneName && withDot(each.HostedZoneName)) === name;
    return {
      id,
      name,
      comment: HostedZoneConfig.Comment ?? '',
      vpcs: VPCs,
      nameServers: z.array(z.string()).catch([]).parse(attributes?.NameServers),
      records: records.filter(isOwn),
    };
  });
}

/** The record sets that the template puts into a zone that it does not have itself. */
export function recordsOfForeignZone(controlPlane: ControlPlane, id: string): readonly RecordSet[] {
  return recordSets(controlPlane).filter(({ HostedZoneId }) => HostedZoneId === id);
}

function recordSets(controlPlane: ControlPlane): readonly RecordSet[] {
  const { stack } = controlPlane.workload()?.workload ?? {};
  const all = (stack?.resources ?? []).flatMap(({ type, properties }): readonly RecordSet[] => {
    if (type === 'AWS::Route53::RecordSet') return [record.parse(properties)];
    if (type !== 'AWS::Route53::RecordSetGroup') return [];
    const { RecordSets, ...where } = recordGroup.parse(properties);
    return RecordSets.map((each) => ({ ...where, ...each }));
  });
  return all.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

/** Route 53 orders names by their labels from the right. */
function orderOf({ Name, Type, SetIdentifier = '' }: RecordSet): string {
  return [...Name.split('.').toReversed(), ' ', Type, SetIdentifier].join('\u0001');
}

function withDot(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}
