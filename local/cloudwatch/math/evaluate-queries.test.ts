import { describe, expect, it, test } from 'vitest';
import type { MetricQuery } from '../../../definition/model/alarms.ts';
import { createMetricStore } from '../metrics/metric-store.ts';
import { hour, load, metric } from '../metrics/testing/data.ts';
import { checkQueries, evaluateQueries, shortestPeriodMs } from './evaluate-queries.ts';

const minuteMs = 60_000;

/** A metric's sums minute by minute, or with another period. */
function sums(
  id: string,
  changes: { readonly periodSeconds?: number; readonly stat?: string } = {},
): MetricQuery {
  const metricStat = { metric: metric(id), stat: 'Sum', periodSeconds: 60, ...changes };
  return { id, metricStat, returnData: false };
}

function expression(text: string, changes: Partial<MetricQuery> = {}): MetricQuery {
  return { id: 'e', expression: text, returnData: true, ...changes };
}

/** Values of minutes, `undefined` where there is none. */
type Minutes = readonly (number | undefined)[];

function storeOf(metrics: Readonly<Record<string, Minutes>>) {
  const store = createMetricStore();
  for (const [name, values] of Object.entries(metrics)) {
    for (const [index, value] of values.entries()) {
      if (value !== undefined) store.put([load(hour + index * minuteMs, [value], { metric: metric(name) })]);
    }
  }
  return store;
}

/** What an expression of metrics gives, minute by minute; an array of series gives several. */
function evaluated(text: string, metrics: Readonly<Record<string, Minutes>>): readonly Minutes[] {
  const minutes = Math.max(...Object.values(metrics).map(({ length }) => length));
  const range = { startMs: hour, endMs: hour + minutes * minuteMs, periodMs: minuteMs };
  const queries = [...Object.keys(metrics).map((id) => sums(id)), expression(text)];
  return evaluateQueries(queries, range, storeOf(metrics))
    .filter(({ returnData }) => returnData)
    .map(({ timestamps, values }) =>
      Array.from({ length: minutes }, (_, index) => {
        const value = values[timestamps.indexOf(hour + index * minuteMs)];
        // Nobody minds the sign of zero.
        return value === undefined ? undefined : value + 0;
      }),
    );
}

const none = undefined;

describe('an expression', () => {
  const m1 = [30, 20, 0, 0];
  const m2 = [20, none, 20, none];

  it.each<[string, Minutes]>([
    ['m1+m2', [50, 20, 20, 0]],
    ['m1 - m2', [10, 20, -20, 0]],
    ['m1*2', [60, 40, 0, 0]],
    ['100/m1', [100 / 30, 5, none, none]],
    ['m1/m2', [1.5, none, 0, none]],
    ['m1^2', [900, 400, 0, 0]],
    ['2^m1^0', [2, 2, 2, 2]],
    ['-m1', [-30, -20, 0, 0]],
    ['-5*-m1', [150, 100, 0, 0]],
    ['2+3*m1', [92, 62, 2, 2]],
    ['(2+3)*m1', [150, 100, 0, 0]],
    ['10-5-m1', [-25, -15, 5, 5]],
    ['.5*m1', [15, 10, 0, 0]],
    ['1e1*m1', [300, 200, 0, 0]],
    ['m1 < m2', [0, 0, 1, 0]],
    ['m1 >= 30', [1, 0, 0, 0]],
    ['m1 <= 20', [0, 1, 1, 1]],
    ['m1 > 20', [1, 0, 0, 0]],
    ['m1 == 20', [0, 1, 0, 0]],
    ['m1 != 20', [1, 0, 1, 1]],
    ['m1 > 15 AND m2 > 15', [1, 0, 0, 0]],
    ['m1 > 15 && m2 > 15', [1, 0, 0, 0]],
    ['m1 > 15 OR m2 > 15', [1, 1, 1, 0]],
    ['m1 > 25 || m1 > 15 AND m1 < 10', [1, 0, 0, 0]],
    ['(1 < 2) * m1', [30, 20, 0, 0]],
    ['m2', [20, none, 20, none]],
  ])('%s', (text, expected) => {
    expect(evaluated(text, { m1, m2 })).toEqual([expected]);
  });

  it.each<[string, readonly Minutes[]]>([
    ['[m1, m2]', [m1, m2]],
    [
      '[m1, m2]*2',
      [
        [60, 40, 0, 0],
        [40, none, 40, none],
      ],
    ],
    [
      '[m1, m2]-m1',
      [
        [0, 0, 0, 0],
        [-10, -20, 20, 0],
      ],
    ],
    [
      'm1-[m1, m2]',
      [
        [0, 0, 0, 0],
        [10, 20, -20, 0],
      ],
    ],
    ['METRICS()', [m1, m2]],
    ['METRICS("2")/10', [[2, none, 2, none]]],
    ['ABS(-[m1, m2])', [m1, m2]],
    ['SORT([m1, m2], SUM, ASC)', [m2, m1]],
    ['SORT([m1, m2], SUM, DESC)', [m1, m2]],
    ['SORT([m2, m1], MAX, DESC, 1)', [m1]],
    ['SORT([IF(m1 > 100, m1), m2], MIN, ASC, 1)', [m2]],
    ['SLICE([m1, m2], 1)', [m2]],
    ['SLICE(METRICS(), 0, 1)', [m1]],
    ['REMOVE_EMPTY([m2, IF(m1 > 100, m1)])', [m2]],
  ])('%s', (text, expected) => {
    expect(evaluated(text, { m1, m2 })).toEqual(expected);
  });
});

describe('the function', () => {
  it.each<[string, Minutes]>([
    ['SUM([m1, m2])', [50, 20, 20, none]],
    ['AVG([m1, m2])', [25, 10, 10, none]],
    ['MIN([m1, m2])', [20, 20, 20, none]],
    ['MAX([m1, m2])', [30, 20, 20, none]],
    ['SUM(METRICS())', [50, 20, 20, none]],
    ['DATAPOINT_COUNT([m1, m2])', [2, 1, 1, none]],
    ['STDDEV([m1, m2])', [5, 10, 10, none]],
    ['TIME_SERIES(SUM(m1))', [50, 50, 50, 50]],
    ['TIME_SERIES(AVG(m1))', [12.5, 12.5, 12.5, 12.5]],
    ['TIME_SERIES(MIN(m1))', [20, 20, 20, 20]],
    ['TIME_SERIES(MAX(m1))', [30, 30, 30, 30]],
    ['TIME_SERIES(DATAPOINT_COUNT(m1))', [2, 2, 2, 2]],
    ['TIME_SERIES(STDDEV(FILL(m1, 25)))', [25, 25, 25, 25].map(() => Math.sqrt(12.5))],
    ['m1/METRIC_COUNT(METRICS())', [15, 10, none, none]],
    ['FIRST([m2, m1])', [20, none, 20, none]],
    ['LAST([m2, m1])', [30, 20, none, none]],
    ['CEIL(m1/40)', [1, 1, none, none]],
    ['FLOOR(m1/40)', [0, 0, none, none]],
    ['LOG10(m1*m1/9)', [2, Math.log10(400 / 9), none, none]],
    ['LOG(m1/m1)', [0, 0, none, none]],
    ['m1/PERIOD(m1)', [0.5, 20 / 60, none, none]],
    ['MINUTE(m1)', [0, 1, 2, 3]],
    ['HOUR(m1)', [1, 1, 1, 1]],
    ['DAY(m1)', [1, 1, 1, 1]],
    ['DATE(m1)', [14, 14, 14, 14]],
    ['MONTH(m1)', [9, 9, 9, 9]],
    ['YEAR(m1)', [2026, 2026, 2026, 2026]],
    ['EPOCH(m1)-EPOCH(m2)', [0, 0, 0, 0]],
  ])('%s', (text, expected) => {
    const [found = []] = evaluated(text, { m1: [30, 20, none, none], m2: [20, none, 20, none] });
    expect(found.map((value) => value?.toFixed(9))).toEqual(expected.map((value) => value?.toFixed(9)));
  });

  it('MIN takes only existing values', () => {
    expect(evaluated('MIN([m1, m2])', { m1: [30, none], m2: [20, 7] })).toEqual([[20, 7]]);
  });

  it.each<[string, Minutes]>([
    ['FILL(m1, 0)', [0, 4, 0, 0, 10, 0]],
    ['FILL(m1, MAX(m1))', [10, 4, 10, 10, 10, 10]],
    ['FILL(m1, REPEAT)', [none, 4, 4, 4, 10, 10]],
    ['FILL(m1, LINEAR)', [none, 4, 6, 8, 10, none]],
    ['FILL(m1, m2)', [1, 4, 3, none, 10, 6]],
    ['RUNNING_SUM(m1)', [none, 4, none, none, 14, none]],
    ['DIFF(m1)', [none, none, none, none, 6, none]],
    ['DIFF_TIME(m1)', [none, none, none, none, 180, none]],
    ['RATE(m1)', [none, none, none, none, 6 / 180, none]],
  ])('%s', (text, expected) => {
    const metrics = { m1: [none, 4, none, none, 10, none], m2: [1, 2, 3, none, 5, 6] };
    expect(evaluated(text, metrics)).toEqual([expected]);
  });

  it.each<[string, Minutes]>([
    ['IF(c, m2, m3)', [30, 0, 20, none, none]],
    ['IF(c, 5, m3)', [5, 5, 20, none, none]],
    ['IF(c, m2, 5)', [30, 0, 5, 5, none]],
    ['IF(c, m2)', [30, 0, none, none, none]],
    ['IF(c, 5, 2)', [5, 5, 2, 2, none]],
    ['IF(m3 > 10, m3)', [none, none, 20, none, 20]],
    ['IF(1, m2, m3)', [30, none, 0, 0, 30]],
    ['IF(0, m2, m3)', [0, 0, 20, none, 20]],
    ['IF(0, m2)', [none, none, none, none, none]],
    ['IF(-1, m2, m3)', [30, none, 0, 0, 30]],
  ])('%s follows the table of AWS', (text, expected) => {
    const metrics = {
      c: [1, 1, 0, 0, none],
      m2: [30, none, 0, 0, 30],
      m3: [0, 0, 20, none, 20],
    };
    expect(evaluated(text, metrics)).toEqual([expected]);
  });
});

describe('queries', () => {
  const range = { startMs: hour, endMs: hour + 2 * minuteMs, periodMs: minuteMs };
  const store = storeOf({ m: [4, 8], n: [1, none] });

  it('refer to each other in any order, and give their results in the order of the request', () => {
    const queries = [
      expression('half+n', { id: 'sum', label: 'Sum' }),
      expression('m/2', { id: 'half', returnData: false }),
      sums('n'),
      { ...sums('m'), label: 'Metric', returnData: true },
    ];
    expect(evaluateQueries(queries, range, store)).toEqual([
      { id: 'sum', label: 'Sum', timestamps: [hour, hour + minuteMs], values: [3, 4], returnData: true },
      { id: 'half', label: 'half', timestamps: [hour, hour + minuteMs], values: [2, 4], returnData: false },
      { id: 'n', label: 'n', timestamps: [hour], values: [1], returnData: false },
      { id: 'm', label: 'Metric', timestamps: [hour, hour + minuteMs], values: [4, 8], returnData: true },
    ]);
  });

  it('that return an array give each series its own label', () => {
    const results = evaluateQueries([sums('m'), sums('n'), expression('FILL(METRICS(), 0)')], range, store);
    expect(results.filter(({ id }) => id === 'e').map(({ label }) => label)).toEqual(['e m', 'e n']);
  });

  it('can compute a number for other queries, which is not a result itself', () => {
    const queries = [sums('m'), expression('AVG(m)', { id: 'a', returnData: false }), expression('m-a')];
    expect(evaluateQueries(queries, range, store).map(({ id, values }) => [id, values])).toEqual([
      ['m', [4, 8]],
      ['e', [-2, 2]],
    ]);
  });

  it('with periods of different lengths are each read with their own', () => {
    const queries = [sums('m'), { ...sums('m', { periodSeconds: 120 }), id: 'two' }];
    expect(shortestPeriodMs(queries)).toBe(minuteMs);
    expect(evaluateQueries(queries, range, store).map(({ values }) => values)).toEqual([[4, 8], [12]]);
  });

  it('keep their declared periods in seconds when a time scale shortens them', () => {
    const scaled = createMetricStore({ timeScale: 10 });
    scaled.put(
      [0, 6, 12].map((second) => load(hour + second * 1000, [second * 10], { metric: metric('m') })),
    );
    const results = evaluateQueries(
      [sums('m'), expression('RATE(m)', { id: 'r' }), expression('m/PERIOD(m)', { id: 'p' })],
      { startMs: hour, endMs: hour + 18_000, periodMs: 6000 },
      scaled,
    );
    expect(results.map(({ values }) => values)).toEqual([
      [0, 60, 120],
      [1, 1],
      [0, 1, 2],
    ]);
  });

  it('without data return no points, which is not an error', () => {
    const results = evaluateQueries([sums('other'), expression('other+1')], range, store);
    expect(results.map(({ values }) => values)).toEqual([[], []]);
  });
});

describe('what is wrong in', () => {
  test.each([
    ['m+', 'Invalid syntax'],
    ['', 'Invalid syntax'],
    ['m n', 'Invalid syntax'],
    ['m.n', 'Invalid syntax'],
    ['[m,,n]', 'Invalid syntax'],
    ['m ? 1 : 2', 'Invalid syntax'],
    ['true', 'Invalid syntax'],
    ['m(1)(2)', 'Invalid syntax'],
    ['m % 2', "'%'"],
    ['!m', "'!'"],
    ['x+1', "'x'"],
    ['NOT_A_FUNCTION(m)', "Function 'NOT_A_FUNCTION' not found"],
    ['constructor(m)', "Function 'constructor' not found"],
    ['sum([m, n])', "Function 'sum' not found"],
    ['SEARCH("{AWS/ECS} CPU", "Average")', "'SEARCH' is not available"],
    ['ANOMALY_DETECTION_BAND(m)', "'ANOMALY_DETECTION_BAND' is not available"],
    ['INSIGHT_RULE_METRIC("rule", "Sum")', "'INSIGHT_RULE_METRIC' is not available"],
    ['m/SERVICE_QUOTA(m)', "'SERVICE_QUOTA' is not available"],
    ['AVG(m)', 'has to be a time series'],
    ['1+1', 'has to be a time series'],
    ['"m"', 'has to be a time series'],
    ['[m, 1]', 'not of a number'],
    ['[m, n]+[m, n]', "Operator '+' cannot be applied"],
    ['1+"m"', "instead of 'm'"],
    ['m+"m"', "a time series and 'm'"],
    ['m+REPEAT', "a time series and 'REPEAT'"],
    ['FILL(m)', 'FILL expects'],
    ['FILL(m, LAST)', "'LAST'"],
    ['FILL(m, "NEXT")', "instead of 'NEXT'"],
    ['IF(m)', 'IF expects'],
    ['IF([m, n], 1)', 'IF cannot be applied'],
    ['IF(m, [m, n])', 'IF expects'],
    ['IF(0, 1)', 'IF expects'],
    ['ABS(m, n)', 'Expected one operand instead of 2'],
    ['ABS()', 'Expected one operand instead of 0'],
    ['SUM(m, n)', 'Expected one operand'],
    ['SUM(1)', 'instead of a number'],
    ['PERIOD(m+1)', 'PERIOD expects a metric'],
    ['TIME_SERIES(m)', 'TIME_SERIES expects a number'],
    ['METRICS(m)', 'METRICS expects'],
    ['SORT(METRICS(), AVG)', 'SORT expects'],
    ['SORT(METRICS(), STDDEV, ASC)', "'STDDEV'"],
    ['SORT(m, AVG, ASC)', 'Expected an array'],
    ['SLICE(METRICS(), -1)', 'SLICE expects'],
    ['SLICE(METRICS())', 'SLICE expects'],
    ['HOUR([m, n])', 'Expected a time series'],
    ['FIRST(m)', 'Expected an array'],
    ['METRICS()', 'The result has to be one time series'],
    ['e+1', 'depends on itself: e, e'],
  ])('"%s" is said', (text, message) => {
    expect(() => checkQueries([sums('m'), sums('n'), expression(text)])).toThrow(
      expect.objectContaining({
        code: 'ValidationError',
        message: expect.stringMatching(/^Error in expression 'e': /),
      }),
    );
    expect(() => checkQueries([sums('m'), sums('n'), expression(text)])).toThrow(message);
  });

  test('a circular reference is reported with all of its queries', () => {
    const queries = [
      expression('b+1', { id: 'a' }),
      expression('c+1', { id: 'b' }),
      expression('a', { id: 'c' }),
    ];
    expect(() => checkQueries(queries)).toThrow('depends on itself: a, b, c, a');
  });

  test('duplicate ids and unknown statistics are rejected', () => {
    expect(() => checkQueries([sums('m'), sums('m')])).toThrow(
      'The values for parameter id in MetricDataQueries are not unique.',
    );
    expect(() => checkQueries([sums('m', { stat: 'Median' })])).toThrow(
      expect.objectContaining({ code: 'ValidationError', message: expect.stringContaining('Median') }),
    );
  });

  test('valid queries is nothing, with and without metrics', () => {
    expect(() => checkQueries([sums('m'), expression('IF(m > 1, FILL(m, REPEAT))')])).not.toThrow();
    expect(() => checkQueries([sums('m'), expression('FIRST(REMOVE_EMPTY(METRICS()))')])).not.toThrow();
    expect(() => checkQueries([expression('TIME_SERIES(0)', { periodSeconds: 10 })])).not.toThrow();
  });
});
