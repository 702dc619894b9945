import { describe, expect, it } from 'vitest';
import { checkTaskDefinition } from '../../../../../definition/resources/ecs/task-definition-rules.ts';
import { taskDefinitionSchema } from '../../../../../definition/resources/ecs/task-definition-schema.ts';
import { sampleTime, webRevision } from '../../testing/sample-state.ts';
import { webTaskDefinition } from '../../testing/sample-workload.ts';
import { parseInput } from '../parse-input.ts';
import { taskDefinitionShape } from './task-definition.ts';

describe('a task definition as the API gives it', () => {
  it('has all that was registered', () => {
    expect(taskDefinitionShape(webRevision)).toEqual({
      taskDefinitionArn: webRevision.arn,
      containerDefinitions: [
        {
          name: 'web',
          image: 'store:1',
          cpu: 0,
          portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: 'tcp' }],
          essential: true,
          command: ['bin/rails', 'server'],
          environment: [{ name: 'PORT', value: '3000' }],
          mountPoints: [],
          volumesFrom: [],
          linuxParameters: { initProcessEnabled: true },
          secrets: webTaskDefinition.containerDefinitions[0]?.secrets,
          stopTimeout: 60,
          readonlyRootFilesystem: false,
          ulimits: [{ name: 'nofile', softLimit: 65_536, hardLimit: 65_536 }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': '/ecs/spree-local', 'awslogs-stream-prefix': 'web' },
          },
          healthCheck: {
            command: ['CMD-SHELL', 'curl -fsS http://localhost:3000/up || exit 1'],
            interval: 30,
            timeout: 5,
            retries: 3,
            startPeriod: 60,
          },
          systemControls: [],
        },
      ],
      family: 'spree-local-web',
      taskRoleArn: 'arn:aws:iam::000000000000:role/web',
      executionRoleArn: 'arn:aws:iam::000000000000:role/execution',
      networkMode: 'awsvpc',
      revision: 1,
      volumes: [],
      status: 'ACTIVE',
      placementConstraints: [],
      compatibilities: ['EC2', 'FARGATE'],
      requiresCompatibilities: ['FARGATE'],
      cpu: '512',
      memory: '1024',
      registeredAt: sampleTime / 1000,
    });
  });

  it('comes back as the same content when it is registered again with nothing optional left out', () => {
    const [web] = webTaskDefinition.containerDefinitions;
    if (web === undefined) throw new Error('the sample has no container');
    const full = {
      ...webTaskDefinition,
      volumes: [{ name: 'tmp' }],
      containerDefinitions: [
        {
          ...web,
          cpu: 256,
          memoryMiB: 512,
          memoryReservationMiB: 256,
          entryPoint: ['/bin/sh'],
          workingDirectory: '/app',
          user: '1000',
          startTimeoutSeconds: 30,
          readonlyRootFilesystem: true,
          initProcessEnabled: false,
          mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false }],
          dockerLabels: { a: 'b' },
          interactive: true,
          pseudoTerminal: true,
          systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }],
          environmentFiles: ['arn:aws:s3:::shop/web.env'],
          addedCapabilities: ['SYS_PTRACE'],
          droppedCapabilities: ['NET_RAW'],
          tmpfs: [{ containerPath: '/run', sizeMiB: 64, mountOptions: ['noexec'] }],
          portMappings: [{ containerPort: 3000, protocol: 'tcp', name: 'http' }],
        },
        {
          ...web,
          name: 'init',
          essential: false,
          portMappings: [],
          dependsOn: [{ containerName: 'web', condition: 'HEALTHY' }],
        },
      ],
    } as const;
    const described = JSON.parse(JSON.stringify(taskDefinitionShape({ ...webRevision, content: full })));
    const { family = '', ...input } = parseInput(taskDefinitionSchema, {
      ...described,
      tags: [{ key: 'project', value: 'spree' }],
    });
    expect(checkTaskDefinition({ family, ...input }, 'WebTask')).toEqual({ ok: true, content: full });
  });
});
