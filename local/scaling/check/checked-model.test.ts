import { expect, test } from 'vitest';
import { modelOf } from './checked-model.ts';
import { checkedService } from './testing/check-inputs.ts';

test('a service is simulated with what is known of it, and starts when its targets are healthy', () => {
  expect(modelOf(checkedService())).toEqual({
    ...{ cpuSecondsPerRequest: 0.01, latencyMs: 50, taskVcpu: 0.5 },
    ...{ bootSeconds: 30 + 20 + 20, memoryPercent: 19.53125, excess: 'dropped' },
  });
});

test('a service without a load balancer starts when it answers, and its work waits', () => {
  expect(modelOf(checkedService({ targets: [] }))).toMatchObject({ bootSeconds: 50, excess: 'waits' });
});
