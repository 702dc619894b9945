import { z } from 'zod';
import { flag, number, text } from '../../properties/scalars.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-responseheaderspolicy-securityheadersconfig.html */
export const securityHeadersSchema = z.object({
  ContentSecurityPolicy: z.object({ ContentSecurityPolicy: text, Override: flag }).optional(),
  ContentTypeOptions: z.object({ Override: flag }).optional(),
  FrameOptions: z.object({ FrameOption: text, Override: flag }).optional(),
  ReferrerPolicy: z.object({ ReferrerPolicy: text, Override: flag }).optional(),
  StrictTransportSecurity: z
    .object({
      AccessControlMaxAgeSec: number,
      IncludeSubdomains: flag.default(false),
      Preload: flag.default(false),
      Override: flag,
    })
    .optional(),
  XSSProtection: z
    .object({
      Protection: flag,
      ModeBlock: flag.default(false),
      ReportUri: text.optional(),
      Override: flag,
    })
    .optional(),
});

type Config = z.output<typeof securityHeadersSchema>;
export type SecurityHeaders = readonly {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}[];

/** The headers that a security headers configuration stands for. */
export function toSecurityHeaders(config: Config): SecurityHeaders {
  const { ContentSecurityPolicy: policy, ContentTypeOptions: type, FrameOptions: frame } = config;
  const { ReferrerPolicy: referrer, StrictTransportSecurity: transport, XSSProtection: xss } = config;
  return [
    header('Content-Security-Policy', policy, policy?.ContentSecurityPolicy),
    header('X-Content-Type-Options', type, 'nosniff'),
    header('X-Frame-Options', frame, frame?.FrameOption),
    header('Referrer-Policy', referrer, referrer?.ReferrerPolicy),
    header('Strict-Transport-Security', transport, transport && transportSecurity(transport)),
    header('X-XSS-Protection', xss, xss && xssProtection(xss)),
  ].flat();
}

function header(
  name: string,
  config: { readonly Override: boolean } | undefined,
  value: string | undefined,
): SecurityHeaders {
  return config === undefined || value === undefined ? [] : [{ name, value, override: config.Override }];
}

function transportSecurity(config: NonNullable<Config['StrictTransportSecurity']>): string {
  const { AccessControlMaxAgeSec, IncludeSubdomains, Preload } = config;
  const parts = [`max-age=${AccessControlMaxAgeSec}`];
  return [
    ...parts,
    ...(IncludeSubdomains ? ['includeSubDomains'] : []),
    ...(Preload ? ['preload'] : []),
  ].join('; ');
}

function xssProtection({ Protection, ModeBlock, ReportUri }: NonNullable<Config['XSSProtection']>): string {
  if (!Protection) return '0';
  if (ModeBlock) return '1; mode=block';
  return ReportUri === undefined ? '1' : `1; report=${ReportUri}`;
}
