import { expect, test } from 'vitest';
import { sampleWorkload } from '../../api/testing/sample-workload.ts';
import { connectionData } from './connection-data.ts';

const persisted = { released: { workload: sampleWorkload, digest: 'd1' } };
const LoadBalancer = 'app/spree-local/fedcba9876543210';

function look(http: readonly [number, number], targets: readonly [number, number], before = new Map()) {
  const connections = [
    { proxy: 'Http', active: http[0], made: http[1] },
    { proxy: 'WebTargets', active: targets[0], made: targets[1] },
    { proxy: 'parity-port-80', active: 9, made: 9 },
  ];
  return connectionData(connections, before, persisted, 1000);
}

const sums = ({ data }: ReturnType<typeof look>) =>
  data.map(({ metric, values }) => [metric.metricName, metric.dimensions.LoadBalancer, values.sum]);

test('the connections of a load balancer are those of its listeners and those to its targets', () => {
  const first = look([3, 40], [2, 10]);
  expect(sums(first)).toEqual([['ActiveConnectionCount', LoadBalancer, 5]]);
  expect(sums(look([4, 50], [2, 11], new Map(first.made)))).toEqual([
    ['ActiveConnectionCount', LoadBalancer, 6],
    ['NewConnectionCount', LoadBalancer, 11],
  ]);
});

test('counters that were reset by a reload are new connections', () => {
  const first = look([3, 40], [2, 10]);
  expect(sums(look([1, 2], [1, 1], new Map(first.made)))).toEqual([
    ['ActiveConnectionCount', LoadBalancer, 2],
    ['NewConnectionCount', LoadBalancer, 3],
  ]);
});

test('nothing is reported without connections', () => {
  expect(sums(look([0, 0], [0, 0]))).toEqual([]);
});
