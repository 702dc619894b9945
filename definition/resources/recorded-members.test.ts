import { expect, test } from 'vitest';
import type { z } from 'zod';
import { schemaBelow, standingAt } from '../properties/schema-node.ts';
import { isRefused } from '../properties/standing.ts';
import { resourceSchemas } from './resource-schemas.ts';
import { type SpecifiedValues, specifiedValues } from './testing/specified-values.ts';

/** Values that AWS lists for a property, and refuses for what runs locally. */
const refusedByAws: readonly string[] = [
  'AWS::ElastiCache::CacheCluster TransitEncryptionEnabled: true',
  'AWS::ElasticLoadBalancingV2::TargetGroup HealthCheckEnabled: false',
];

const types = Object.entries(resourceSchemas);

test.each(types)(
  'no property of %s, recorded or not, accepts a value of another type, an unknown member, or one that is not listed',
  async (type, schema) => {
    const taken = (await specifiedValues(type)).flatMap(({ path, illegal }) =>
      illegal
        .filter((value) => below(schema, path)?.safeParse(value).success)
        .map((value) => `${path.join('.')}: ${JSON.stringify(value)}`),
    );
    expect(taken).toEqual([]);
  },
);

test.each(types)(
  'every value that AWS lists for a property of %s is taken, or refused by its name',
  async (type, schema) => {
    const unknown = (await specifiedValues(type)).flatMap(({ path, legal }) =>
      legal
        .filter((value) =>
          below(schema, path)
            ?.safeParse(value)
            .error?.issues.some((issue) => !isRefused(issue)),
        )
        .map((value) => `${type} ${path.join('.')}: ${JSON.stringify(value)}`)
        .filter((name) => !refusedByAws.includes(name)),
    );
    expect(unknown).toEqual([]);
  },
);

/** The schema of a property; none where whatever is said is refused. */
function below(schema: z.ZodType, path: SpecifiedValues['path']): z.ZodType | undefined {
  return standingAt(schema, path)?.kind === 'refused' ? undefined : schemaBelow(schema, path);
}
