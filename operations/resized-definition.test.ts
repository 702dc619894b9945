import { expect, test } from 'vitest';
import { resized, sizeOf } from './resized-definition.ts';

const definition = {
  taskDefinitionArn: 'arn:aws:ecs:r:0:task-definition/shop-web:7',
  family: 'shop-web',
  revision: 7,
  status: 'ACTIVE',
  requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
  compatibilities: ['EC2', 'FARGATE'],
  requiresCompatibilities: ['FARGATE'],
  registeredAt: new Date(0),
  registeredBy: 'arn:aws:iam::0:user/ops',
  networkMode: 'awsvpc',
  runtimePlatform: { cpuArchitecture: 'ARM64' },
  ephemeralStorage: { sizeInGiB: 30 },
  cpu: '1024',
  memory: '2048',
  containerDefinitions: [
    { name: 'web', image: 'shop:1', cpu: 1000, memory: 2000, memoryReservation: 1024 },
    { name: 'agent', image: 'agent:1', cpu: 0, memory: 10 },
    { name: 'plain', image: 'plain:1' },
  ],
} as const;

const own = {
  definition: {
    ...definition,
    requiresAttributes: [...definition.requiresAttributes],
    compatibilities: [...definition.compatibilities],
    requiresCompatibilities: [...definition.requiresCompatibilities],
    containerDefinitions: [...definition.containerDefinitions],
  },
  tags: [
    { key: 'team', value: 'shop' },
    { key: 'aws:cloudformation:stack-name', value: 'shop' },
  ],
};

test('the next revision is alike but for its size, without what ECS does not take back', () => {
  expect(resized(own, { vcpu: 0.25, memoryMiB: 512 })).toEqual({
    family: 'shop-web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    runtimePlatform: { cpuArchitecture: 'ARM64' },
    ephemeralStorage: { sizeInGiB: 30 },
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      { name: 'web', image: 'shop:1', cpu: 250, memory: 500, memoryReservation: 256 },
      { name: 'agent', image: 'agent:1', cpu: 0, memory: 6 },
      { name: 'plain', image: 'plain:1' },
    ],
    tags: [{ key: 'team', value: 'shop' }],
  });
});

test('limits of containers grow with their task', () => {
  const { containerDefinitions = [] } = resized(own, { vcpu: 2, memoryMiB: 4096 });
  expect(containerDefinitions[0]).toMatchObject({ cpu: 2000, memory: 4000, memoryReservation: 2048 });
});

test('a definition has the size that it says', () => {
  expect(sizeOf(own)).toEqual({ vcpu: 1, memoryMiB: 2048 });
  expect(sizeOf({ definition: {}, tags: [] })).toEqual({ vcpu: 0, memoryMiB: 0 });
});
