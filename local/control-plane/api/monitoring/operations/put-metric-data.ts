import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import { type Datum, datum, metricDatum } from '../input/datum.ts';
import { datumProblems } from '../input/datum-problems.ts';
import { namespace } from '../input/dimensions.ts';
import { flag, list } from '../input/values.ts';
import { metricOperation } from '../operation.ts';

const mostData = 1000;
const data = list(datum, mostData);

const input = z.object({
  Namespace: namespace,
  MetricData: data.optional(),
  EntityMetricData: list(z.object({ MetricData: data.optional() }), 2).optional(),
  StrictEntityValidation: flag.optional(),
});

/**
 * Takes all of the data or nothing. Entities are not looked at: their data counts as any other.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export const putMetricData = metricOperation(input, (request, { metrics, nowMs }) => {
  const { Namespace } = request;
  if (Namespace.startsWith('AWS/')) {
    throw new AwsError('InvalidParameterValue', 'The value AWS/ for parameter Namespace is invalid.');
  }
  const now = nowMs();
  const given = dataOf(request);
  const problems = given.flatMap(({ datum, parameter }) => datumProblems(datum, parameter, now));
  const [first] = problems;
  if (first !== undefined) throw new AwsError(first.code, problems.map(({ message }) => message).join('\n'));
  metrics.put(given.flatMap(({ datum }) => metricDatum(Namespace, datum, now) ?? []));
  return {};
});

interface GivenDatum {
  readonly datum: Datum;
  /** Where it is in the request. */
  readonly parameter: string;
}

function dataOf(request: z.output<typeof input>): readonly GivenDatum[] {
  const { MetricData, EntityMetricData = [], StrictEntityValidation } = request;
  if (EntityMetricData.length > 0 && StrictEntityValidation === undefined) {
    const message = 'Field StrictEntityValidation is required when setting EntityMetricData';
    throw new AwsError('InvalidParameterCombination', message);
  }
  const given = [
    ...numbered(MetricData, 'MetricData'),
    ...EntityMetricData.flatMap((entity, index) =>
      numbered(entity.MetricData, `EntityMetricData.member.${index + 1}.MetricData`),
    ),
  ];
  if (given.length === 0) {
    const message = 'At least one MetricDatum object must be present in the request.';
    throw new AwsError('MissingParameter', message);
  }
  if (given.length <= mostData) return given;
  const message = `The collection MetricData must not have a size greater than ${mostData}.`;
  throw new AwsError('InvalidParameterValue', message);
}

function numbered(given: readonly Datum[] = [], parameter: string): readonly GivenDatum[] {
  return given.map((one, index) => ({ datum: one, parameter: `${parameter}.member.${index + 1}` }));
}
