import { z } from 'zod';
import type { JsonObject } from '../../../../../definition/template/json-value.ts';

const config = z.object({
  Name: z.string(),
  Arn: z.string(),
  HTTPPort: z.coerce.number().default(80),
  HTTPSPort: z.coerce.number().default(443),
  OriginProtocolPolicy: z.string().default('match-viewer'),
  OriginSSLProtocols: z.array(z.string()).default(['TLSv1.2']),
});

const schema = z.object({ VpcOriginEndpointConfig: config });

/** A VPC origin as its template has it, with CloudFront's defaults. */
export type VpcOriginProperties = z.output<typeof config>;

/**
 * Reads what the template says of a VPC origin, which was checked when the definition was read.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-vpcorigin-vpcoriginendpointconfig.html
 */
export function vpcOriginProperties(properties: JsonObject | undefined): VpcOriginProperties {
  return schema.parse(properties).VpcOriginEndpointConfig;
}
