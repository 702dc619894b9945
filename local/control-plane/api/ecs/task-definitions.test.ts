import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  sampleCluster as cluster,
  type EcsEndpoint,
  ecsEndpoint,
  ecsArnPrefix as prefix,
  sampleService as service,
} from '../testing/ecs-endpoint.ts';

let endpoint: EcsEndpoint;
let ecs: EcsEndpoint['ecs'];

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  ecs = endpoint.ecs;
});

afterEach(() => endpoint.close());

describe('task definitions', () => {
  it('are described, and what is described can be registered again with another image', async () => {
    const { taskDefinition, tags } = await ecs.describeTaskDefinition({
      taskDefinition: 'spree-local-web',
      include: ['TAGS'],
    });
    expect(tags).toEqual([{ key: 'project', value: 'spree' }]);
    const [web] = taskDefinition?.containerDefinitions ?? [];
    const {
      taskDefinitionArn: _,
      revision: __,
      status: ___,
      registeredAt: ____,
      ...content
    } = taskDefinition ?? {};
    const registered = await ecs.registerTaskDefinition({
      ...content,
      family: 'spree-local-web',
      containerDefinitions: [{ ...web, image: 'store:2' }],
      tags,
    });
    expect(registered.taskDefinition).toMatchObject({ revision: 2, status: 'ACTIVE' });
    const [before, after] = [1, 2].map(
      (revision) =>
        endpoint.controlPlane.state().taskDefinitions[`${prefix}:task-definition/spree-local-web:${revision}`]
          ?.content,
    );
    expect(after).toEqual({
      ...before,
      containerDefinitions: [{ ...before?.containerDefinitions[0], image: 'store:2' }],
    });
  });

  it('are listed by family and revision, and leave the list once deregistered', async () => {
    const register = (family: string) =>
      ecs.registerTaskDefinition({
        family,
        cpu: '.25 vCPU',
        memory: '0.5 GB',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        containerDefinitions: [{ name: 'a', image: 'a' }],
      });
    for (let revision = 1; revision <= 11; revision += 1) await register('a');
    await register('b');
    const listed = await ecs.listTaskDefinitions({ familyPrefix: 'a', sort: 'DESC', maxResults: 2 });
    expect(listed.taskDefinitionArns).toEqual([
      `${prefix}:task-definition/a:11`,
      `${prefix}:task-definition/a:10`,
    ]);
    const next = await ecs.listTaskDefinitions({
      familyPrefix: 'a',
      sort: 'DESC',
      maxResults: 2,
      nextToken: listed.nextToken,
    });
    expect(next.taskDefinitionArns?.[0]).toBe(`${prefix}:task-definition/a:9`);
    const gone = await ecs.deregisterTaskDefinition({ taskDefinition: 'b:1' });
    expect(gone.taskDefinition).toMatchObject({ status: 'INACTIVE', cpu: '256', memory: '512' });
    expect((await ecs.listTaskDefinitions({ familyPrefix: 'b' })).taskDefinitionArns).toEqual([]);
    expect((await ecs.listTaskDefinitions({ status: 'INACTIVE' })).taskDefinitionArns).toEqual([
      `${prefix}:task-definition/b:1`,
    ]);
    expect((await ecs.listTaskDefinitionFamilies({ status: 'ACTIVE' })).families).toEqual([
      'a',
      'spree-local-web',
    ]);
    expect((await ecs.listTaskDefinitionFamilies({ familyPrefix: 'b' })).families).toEqual(['b']);
    await expect(ecs.updateService({ cluster, service, taskDefinition: 'b:1' })).rejects.toMatchObject({
      name: 'ClientException',
      message: 'TaskDefinition is inactive',
    });
  });

  it('that are not there are answered as ECS does', async () => {
    await expect(ecs.describeTaskDefinition({ taskDefinition: 'missing' })).rejects.toMatchObject({
      name: 'ClientException',
      message: 'Unable to describe task definition.',
    });
  });

  const valid = {
    family: 'a',
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'a', image: 'a' }],
  };
  const ecr = '000000000000.dkr.ecr.ap-southeast-1.amazonaws.com/store:1';
  it.each([
    ['a size that Fargate lacks', { memory: '300' }, 'ClientException', '256 CPU, 300 memory'],
    ['no CPU', { cpu: null }, 'ClientException', "'cpu' be defined"],
    ['another network mode', { networkMode: 'bridge' }, 'ClientException', "network mode 'awsvpc'"],
    ['no container', { containerDefinitions: [] }, 'ClientException', 'cannot be empty'],
    [
      'an image of ECR without a role',
      { containerDefinitions: [{ name: 'a', image: ecr }] },
      'ClientException',
      'execution role ARN to support ECR images',
    ],
    [
      'a volume of EFS',
      { volumes: [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }] },
      'InvalidParameterException',
      'volumes.0.efsVolumeConfiguration',
    ],
    [
      'a port as a text',
      { containerDefinitions: [{ name: 'a', image: 'a', portMappings: [{ containerPort: '80' }] }] },
      'SerializationException',
      'containerDefinitions.0.portMappings.0.containerPort',
    ],
    [
      'a port twice',
      {
        containerDefinitions: [
          { name: 'a', image: 'a', portMappings: [{ containerPort: 80 }, { containerPort: 80 }] },
        ],
      },
      'ClientException',
      "TCP host port '80' is mapped multiple times in task.",
    ],
    [
      'no image',
      { containerDefinitions: [{ name: 'a' }] },
      'InvalidParameterException',
      'containerDefinitions.0.image',
    ],
  ])('are not registered with %s', async (_, change, name, message) => {
    expect(await endpoint.refusal('RegisterTaskDefinition', { ...valid, ...change })).toEqual({
      code: name,
      message: expect.stringContaining(message),
    });
  });
});
