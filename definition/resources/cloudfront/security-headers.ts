import { z } from 'zod';
import type { AddedHeader } from '../../model/cloudfront.ts';
import { flag, text } from '../../properties/scalars.ts';
import { headerValue } from './header-name.ts';
import { headerSeconds } from './seconds.ts';

const referrerPolicies = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-responseheaderspolicy-securityheadersconfig.html */
export const securityHeadersSchema = z.strictObject({
  ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: headerValue, Override: flag }).optional(),
  ContentTypeOptions: z.strictObject({ Override: flag }).optional(),
  FrameOptions: z.strictObject({ FrameOption: z.enum(['DENY', 'SAMEORIGIN']), Override: flag }).optional(),
  ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.enum(referrerPolicies), Override: flag }).optional(),
  StrictTransportSecurity: z
    .strictObject({
      AccessControlMaxAgeSec: headerSeconds,
      IncludeSubdomains: flag.default(false),
      Preload: flag.default(false),
      Override: flag,
    })
    .optional(),
  XSSProtection: z
    .strictObject({
      Protection: flag,
      ModeBlock: flag.default(false),
      ReportUri: text.optional(),
      Override: flag,
    })
    .refine(
      ({ Protection, ModeBlock, ReportUri }) => !(ModeBlock && ReportUri) && (Protection || !ModeBlock),
      {
        error: 'it requires Protection, and cannot be combined with ReportUri',
        path: ['ModeBlock'],
      },
    )
    .optional(),
});

type Config = z.output<typeof securityHeadersSchema>;

/** The headers that a security headers configuration stands for. */
export function toSecurityHeaders(config: Config): readonly AddedHeader[] {
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
): readonly AddedHeader[] {
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
