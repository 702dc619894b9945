import { z } from 'zod';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, text } from '../../properties/scalars.ts';
import { type ResolvedTemplate, resourceWithValue } from '../../resolution/resolved-template.ts';
import { managedResponseHeadersPolicies } from './managed-response-headers-policies.ts';
import type { ResponseHeaders } from './response-headers.ts';
import { type SecurityHeaders, securityHeadersSchema, toSecurityHeaders } from './security-headers.ts';

const customHeaders = z.object({
  Items: z.array(z.object({ Header: text, Value: text, Override: flag })),
});

const schema = z.object({
  ResponseHeadersPolicyConfig: z.object({
    Name: text,
    CustomHeadersConfig: customHeaders.default({ Items: [] }),
    SecurityHeadersConfig: securityHeadersSchema.default({}),
  }),
});

/** A response headers policy by the id that a behavior names; CORS of a template's own policy is left out. */
export function readResponseHeaders(
  template: ResolvedTemplate,
  id: string,
  referredBy: string,
): ResponseHeaders {
  const managed = managedResponseHeadersPolicies[id];
  if (managed !== undefined) return managed;
  const wanted = { types: ['AWS::CloudFront::ResponseHeadersPolicy'], value: id, attributes: ['Ref', 'Id'] };
  const resource = resourceWithValue(template, wanted, referredBy);
  const { ResponseHeadersPolicyConfig: config } = readProperties(resource, schema);
  const added = [...toSecurityHeaders(config.SecurityHeadersConfig), ...custom(config.CustomHeadersConfig)];
  return {
    headers: Object.fromEntries(added.map(({ name, value }) => [name, value])),
    overriding: added.filter(({ override }) => override).map(({ name }) => name),
  };
}

function custom({ Items }: z.output<typeof customHeaders>): SecurityHeaders {
  return Items.map(({ Header, Value, Override }) => ({ name: Header, value: Value, override: Override }));
}
