import { z } from 'zod';
import { keyValueList, text } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';
import { redisParameters } from './redis-parameters.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticache-parametergroup.html */
export const cacheParameterGroupSchema = z.strictObject({
  CacheParameterGroupFamily: text.pipe(z.literal('redis7', 'Redis 7 runs locally, so the family is redis7')),
  Description: recorded('It is a description.', text),
  Properties: redisParameters.default({}),
  Tags: recorded('Nothing reads the tags of a parameter group locally.', keyValueList),
});
