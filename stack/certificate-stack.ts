import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Domain } from './environments/environment.ts';
import type { Settings } from './settings.ts';

/** The certificate of a custom domain and its subdomains: CloudFront takes it from us-east-1 only. */
export class CertificateStack extends Stack {
  readonly certificate: Certificate;

  constructor(scope: Construct, settings: Settings, domain: Domain) {
    super(scope, `${settings.prefix}-certificate`, {
      env: { region: 'us-east-1' },
      crossRegionReferences: true,
      description: `Certificate of ${domain.name}`,
    });
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: domain.hostedZoneId,
      zoneName: domain.name,
    });
    this.certificate = new Certificate(this, 'Certificate', {
      domainName: domain.name,
      subjectAlternativeNames: [`*.${domain.name}`],
      validation: CertificateValidation.fromDns(zone),
    });
  }
}
