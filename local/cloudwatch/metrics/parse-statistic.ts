/** Which measure of the values between two bounds is requested. */
export type RangeMeasure = 'mean' | 'count' | 'sum' | 'winsorized mean' | 'rank';

/** A statistic as CloudWatch writes it. */
export type Statistic =
  | { readonly kind: 'basic'; readonly name: BasicStatistic }
  | { readonly kind: 'percentile'; readonly percent: number }
  | {
      readonly kind: 'range';
      readonly measure: RangeMeasure;
      /** Shares of the values in percent, or values; absent where there is no bound on that side. */
      readonly unit: 'percent' | 'value';
      readonly from: number | undefined;
      readonly to: number | undefined;
    };

export type BasicStatistic = (typeof basic)[number];

const basic = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
const measures: Readonly<Record<string, RangeMeasure>> = {
  tm: 'mean',
  tc: 'count',
  ts: 'sum',
  wm: 'winsorized mean',
  pr: 'rank',
};
const number = String.raw`\d+(?:\.\d{1,10})?`;
const short = new RegExp(`^(p|tm|tc|ts|wm)(${number})$`);
const range = new RegExp(String.raw`^(TM|TC|TS|WM|PR)\((${number})?(%)?:(${number})?(%)?\)$`);

/**
 * Reads the name of a statistic; undefined where CloudWatch has none of this name.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html#Statistics-syntax
 */
export function parseStatistic(text: string): Statistic | undefined {
  const name = basic.find((each) => each === text);
  if (name !== undefined) return { kind: 'basic', name };
  if (text === 'IQM') return { kind: 'range', measure: 'mean', unit: 'percent', from: 25, to: 75 };
  return parseShort(text) ?? parseRange(text);
}

/** `p99`, or `tm99` for what is also written `TM(:99%)`. */
function parseShort(text: string): Statistic | undefined {
  const [, name = '', digits] = short.exec(text) ?? [];
  const percent = Number(digits);
  if (!(percent <= 100)) return undefined;
  if (name === 'p') return { kind: 'percentile', percent };
  const measure = measures[name];
  return measure && { kind: 'range', measure, unit: 'percent', from: undefined, to: percent };
}

function parseRange(text: string): Statistic | undefined {
  const [, name = '', from, fromSign, to, toSign] = range.exec(text) ?? [];
  const measure = measures[name.toLowerCase()];
  const bounds = [
    { digits: from, isPercent: fromSign !== undefined },
    { digits: to, isPercent: toSign !== undefined },
  ];
  const given = bounds.filter(({ digits }) => digits !== undefined);
  const [first] = given;
  const isMixed = given.some(({ isPercent }) => isPercent !== first?.isPercent);
  const hasSignAlone = bounds.some(({ digits, isPercent }) => digits === undefined && isPercent);
  if (measure === undefined || first === undefined || isMixed || hasSignAlone) return undefined;
  const unit = first.isPercent ? 'percent' : 'value';
  const [low, high] = [from, to].map((digits) => (digits === undefined ? undefined : Number(digits)));
  if ((low ?? 0) > (high ?? Infinity)) return undefined;
  if (unit === 'percent' && (measure === 'rank' || Math.max(low ?? 0, high ?? 0) > 100)) return undefined;
  return { kind: 'range', measure, unit, from: low, to: high };
}
