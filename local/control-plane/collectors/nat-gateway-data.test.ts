import { expect, test } from 'vitest';
import { natGatewayData } from './nat-gateway-data.ts';

const gateway = { namespace: 'AWS/NATGateway', dimensions: { NatGatewayId: 'nat-1' } };

test('failures of a NAT gateway that an alarm watches are zero', () => {
  expect(natGatewayData([{ ...gateway, metricName: 'ErrorPortAllocation' }], 1000)).toEqual([
    {
      metric: { ...gateway, metricName: 'ErrorPortAllocation' },
      atMs: 1000,
      unit: 'Count',
      isHighResolution: false,
      values: { sampleCount: 1, sum: 0, minimum: 0, maximum: 0, counts: new Map([[0, 1]]) },
    },
  ]);
});

test('what a NAT gateway carries is not made up, nor is anything of another service', () => {
  const carried = { ...gateway, metricName: 'BytesOutToDestination' };
  const other = { ...gateway, namespace: 'Shop', metricName: 'ErrorPortAllocation' };
  expect(natGatewayData([carried, other], 1000)).toEqual([]);
});
