import { z } from 'zod';
import { flag, text } from '../../properties/scalars.ts';

const protocols = [
  'SSLv3',
  'TLSv1',
  'TLSv1_2016',
  'TLSv1.1_2016',
  'TLSv1.2_2018',
  'TLSv1.2_2019',
  'TLSv1.2_2021',
  'TLSv1.2_2025',
  'TLSv1.3_2025',
] as const;

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html */
export const viewerCertificateSchema = z
  .strictObject({
    CloudFrontDefaultCertificate: flag.optional(),
    AcmCertificateArn: text.optional(),
    IamCertificateId: text.optional(),
    SslSupportMethod: z.enum(['sni-only', 'vip', 'static-ip']).optional(),
    MinimumProtocolVersion: z.enum(protocols).optional(),
  })
  .refine(
    ({ CloudFrontDefaultCertificate, AcmCertificateArn, IamCertificateId }) =>
      [CloudFrontDefaultCertificate, AcmCertificateArn, IamCertificateId].filter(Boolean).length === 1,
    'expected one of CloudFrontDefaultCertificate, AcmCertificateArn and IamCertificateId',
  );

/** Whether a distribution has a certificate of its own, which the names of `Aliases` need. */
export function isOwnCertificate(certificate: z.output<typeof viewerCertificateSchema> | undefined): boolean {
  return (certificate?.AcmCertificateArn ?? certificate?.IamCertificateId ?? '') !== '';
}
