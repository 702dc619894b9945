import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { Domain } from './environments/environment.ts';

/** Points the custom domain and its www at CloudFront, over IPv4 and IPv6. */
export function addDomainRecords(scope: Construct, domain: Domain, distribution: Distribution): void {
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: domain.hostedZoneId,
    zoneName: domain.name,
  });
  const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
  new ARecord(scope, 'Ipv4Record', { zone, target });
  new AaaaRecord(scope, 'Ipv6Record', { zone, target });
  new ARecord(scope, 'WwwIpv4Record', { zone, target, recordName: 'www' });
  new AaaaRecord(scope, 'WwwIpv6Record', { zone, target, recordName: 'www' });
}
