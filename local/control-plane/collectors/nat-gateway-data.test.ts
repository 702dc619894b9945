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

test('neither the traffic of a NAT gateway nor metrics of another service are made up', () => {
  const carried = { ...gateway, metricName: 'BytesOutToDestination' };
  const other = { ...gateway, namespace: 'Shop', metricName: 'ErrorPortAllocation' };
  expect(natGatewayData([carried, other], 1000)).toEqual([]);
});
