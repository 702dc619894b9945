import { z } from 'zod';
import { informational } from '../../properties/common-reasons.ts';
import { keyValueList, text } from '../../properties/scalars.ts';
import { recorded, withoutValues } from '../../properties/standing.ts';
import { redisParameters } from './redis-parameters.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticache-parametergroup.html */
export const cacheParameterGroupSchema = z.strictObject({
  CacheParameterGroupFamily: withoutValues(text.pipe(z.literal('redis7')), (family) =>
    /^(memcached1\.[4-6]|redis([2-6]\.[0-9x]+|2\.8)|valkey[789])$/.test(family)
      ? 'Redis 7 runs locally, so the family is redis7'
      : undefined,
  ),
  Description: recorded(informational, text),
  Properties: redisParameters.default({}),
  Tags: recorded('No local API returns the tags of parameter groups.', keyValueList),
});
