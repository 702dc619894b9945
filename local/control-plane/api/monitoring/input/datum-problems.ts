import type { Datum } from './datum.ts';
import { repeatsDimension } from './dimensions.ts';

/** What CloudWatch refuses, with the code of its error. */
export interface Problem {
  readonly code: 'InvalidParameterValue' | 'InvalidParameterCombination';
  readonly message: string;
}

const hourMs = 3_600_000;
const oldestMs = 14 * 24 * hourMs;
const newestMs = 2 * hourMs;
const largest = 2 ** 360;

/**
 * What CloudWatch would refuse about a datum, `parameter` in its request, such as `MetricData.member.1`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export function datumProblems(datum: Datum, parameter: string, nowMs: number): readonly Problem[] {
  return [
    ...combinationProblems(datum, parameter),
    ...valueProblems(datum, parameter),
    ...timeProblems(datum, parameter, nowMs),
  ];
}

function combinationProblems(
  { Value, Values = [], Counts = [], StatisticValues }: Datum,
  parameter: string,
): readonly Problem[] {
  const both = (first: string, second: string) =>
    combination(
      `The parameters ${parameter}.${first} and ${parameter}.${second} are mutually exclusive and you have specified both.`,
    );
  if (Counts.length > 0 && Values.length === 0) {
    return [combination('The parameter values must appears when the counts parameter is specified.')];
  }
  if (Value !== undefined && Values.length > 0) return [both('Value', 'Values')];
  if (Value !== undefined && StatisticValues !== undefined) return [both('Value', 'StatisticValues')];
  const hasNone = Value === undefined && Values.length === 0 && StatisticValues === undefined;
  return hasNone ? [combination('At least one of the parameters must be specified.')] : [];
}

function valueProblems(datum: Datum, parameter: string): readonly Problem[] {
  const { Value = 0, Values = [], Counts, StorageResolution = 60, StatisticValues, Dimensions } = datum;
  const values = Values.map((value, index) => [value, `${parameter}.Values.member.${index + 1}`] as const);
  return [
    ...[[Value, `${parameter}.Value`] as const, ...values].flatMap(([value, name]) =>
      numberProblems(value, name),
    ),
    ...countProblems(Values, Counts, parameter),
    ...(StatisticValues === undefined ? [] : setProblems(StatisticValues, `${parameter}.StatisticValues`)),
    ...([1, 60].includes(StorageResolution)
      ? []
      : [wrong(`The parameter ${parameter}.StorageResolution must be a value in the set [ 1, 60 ].`)]),
    ...(repeatsDimension(Dimensions) ? [wrong('No metric may specify the same dimension name twice.')] : []),
  ];
}

function numberProblems(value: number, name: string): readonly Problem[] {
  if (Math.abs(value) <= largest) return [];
  const written = String(value).replace('e+', 'E');
  return [wrong(`The value ${written} for parameter ${name} is invalid.`)];
}

function countProblems(
  values: readonly number[],
  counts: Datum['Counts'],
  parameter: string,
): readonly Problem[] {
  if (counts === undefined || values.length === 0) return [];
  if (counts.length !== values.length) {
    const names = `${parameter}.Values and ${parameter}.Counts`;
    return [wrong(`The parameters ${names} must be of the same size.`)];
  }
  if (counts.every((count) => count >= 0)) return [];
  return [wrong(`The parameter ${parameter}.Counts must contain only values greater than 0.`)];
}

function setProblems(set: NonNullable<Datum['StatisticValues']>, name: string): readonly Problem[] {
  const numbers = Object.entries(set).flatMap(([member, value]) =>
    numberProblems(value, `${name}.${member}`),
  );
  const { SampleCount, Minimum, Maximum } = set;
  if (numbers.length > 0) return numbers;
  if (SampleCount <= 0) return [wrong(`The parameter ${name}.SampleCount must be greater than 0.`)];
  if (Maximum >= Minimum) return [];
  return [wrong(`The parameter ${name}.Maximum must be greater than ${name}.Minimum.`)];
}

function timeProblems({ Timestamp: atMs }: Datum, parameter: string, nowMs: number): readonly Problem[] {
  const time = `The parameter ${parameter}.Timestamp must specify a time`;
  if (atMs === undefined) return [];
  if (atMs < nowMs - oldestMs) return [wrong(`${time} within the past two weeks.`)];
  return atMs > nowMs + newestMs ? [wrong(`${time} no more than two hours in the future.`)] : [];
}

function wrong(message: string): Problem {
  return { code: 'InvalidParameterValue', message };
}

function combination(message: string): Problem {
  return { code: 'InvalidParameterCombination', message };
}
