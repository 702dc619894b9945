import { expect, test } from 'vitest';
import { idSource } from './identifiers.ts';

test('identifiers have the shape of those of ECS', () => {
  const ids = idSource({ clusterName: 'store', sequence: 0 });
  expect(ids.taskId()).toMatch(/^[0-9a-f]{32}$/);
  expect(ids.deploymentId()).toMatch(/^ecs-svc\/[1-9]\d{18}$/);
  expect(ids.eventId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.sequence()).toBe(3);
});

test('the same state gives the same identifiers, and each is given once', () => {
  const take = (sequence: number): readonly string[] => {
    const ids = idSource({ clusterName: 'store', sequence });
    return [ids.taskId(), ids.taskId(), ids.deploymentId(), ids.deploymentId()];
  };
  expect(take(5)).toEqual(take(5));
  expect(new Set([...take(0), ...take(4)]).size).toBe(8);
});
