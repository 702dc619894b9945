import { expect, test } from 'vitest';
import { databaseData, readDatabase } from './database-data.ts';

const machine = { cpuPercent: 12.5, freeableMemoryBytes: 2000, freeStorageBytes: 9000 };

function valuesOf(rows: readonly string[], changes: Partial<typeof machine> = {}) {
  const data = databaseData('store-primary', readDatabase(rows), { ...machine, ...changes }, 1000);
  return Object.fromEntries(data.map(({ metric, unit, values }) => [metric.metricName, [values.sum, unit]]));
}

test('the metrics of a primary are its connections and the resources of the machine', () => {
  expect(valuesOf(['7\t'])).toEqual({
    CPUUtilization: [12.5, 'Percent'],
    DatabaseConnections: [7, 'Count'],
    FreeStorageSpace: [9000, 'Bytes'],
    FreeableMemory: [2000, 'Bytes'],
  });
  expect(databaseData('store-primary', readDatabase(['7\t']), machine, 1000)[0]?.metric).toMatchObject({
    namespace: 'AWS/RDS',
    dimensions: { DBInstanceIdentifier: 'store-primary' },
  });
});

test('a replica also has a lag, in seconds', () => {
  expect(valuesOf(['0\t1.25'])).toMatchObject({ ReplicaLag: [1.25, 'Seconds'] });
  expect(valuesOf(['0\t0'])).toMatchObject({ ReplicaLag: [0, 'Seconds'] });
});

test('the CPU of the first reading is unknown', () => {
  const { cpuPercent: _, ...rest } = machine;
  const data = databaseData('store', readDatabase(['1\t']), rest, 1000);
  expect(data.map(({ metric }) => metric.metricName)).not.toContain('CPUUtilization');
});

test('a response that is not a row is an error', () => {
  expect(() => readDatabase([])).toThrow();
  expect(() => readDatabase(['many\t'])).toThrow();
});
