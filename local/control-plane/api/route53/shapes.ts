import type { HostedZone, RecordSet } from './zones.ts';

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
export function hostedZoneShape({ id, name, comment, vpcs, records }: HostedZone) {
  return {
    Id: `/hostedzone/${id}`,
    Name: name,
    CallerReference: id,
    Config: { Comment: comment, PrivateZone: vpcs.length > 0 },
    ResourceRecordSetCount: records.length,
  };
}

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
export function recordSetShape({ HostedZoneId: _, HostedZoneName: __, ...record }: RecordSet) {
  const { ResourceRecords, ...others } = record;
  if (ResourceRecords === undefined) return others;
  return { ...others, ResourceRecords: { ResourceRecord: ResourceRecords.map((Value) => ({ Value })) } };
}
