import type { Service, TaskDefinition } from '../../../../definition/model/ecs.ts';
import type { LoadBalancer, TargetGroup } from '../../../../definition/model/load-balancing.ts';
import {
  emptyWorkload,
  exampleCluster,
  exampleService,
  exampleTargetGroup,
  listenerAttributes,
  loadBalancerAttributes,
} from '../../../../definition/testing/examples.ts';
import type { Workload } from '../../../../definition/workload.ts';

const place = 'ap-southeast-1:000000000000';

export const webTargetGroup: TargetGroup = exampleTargetGroup({
  logicalId: 'WebTargets',
  name: 'spree-local-web',
  arn: `arn:aws:elasticloadbalancing:${place}:targetgroup/spree-local-web/0123456789abcdef`,
  healthCheck: {
    ...exampleTargetGroup().healthCheck,
    intervalSeconds: 10,
    healthyThresholdCount: 2,
    unhealthyThresholdCount: 3,
  },
  stickiness: { enabled: true, type: 'lb_cookie', cookieDurationSeconds: 86_400 },
});

export const sampleLoadBalancer: LoadBalancer = {
  logicalId: 'Alb',
  name: 'spree-local',
  arn: `arn:aws:elasticloadbalancing:${place}:loadbalancer/app/spree-local/fedcba9876543210`,
  dnsName: 'load-balancer',
  scheme: 'internal',
  attributes: loadBalancerAttributes,
  tags: { team: 'shop' },
  listeners: [
    {
      logicalId: 'Http',
      arn: `arn:aws:elasticloadbalancing:${place}:listener/app/spree-local/fedcba9876543210/0011223344556677`,
      port: 80,
      protocol: 'HTTP',
      certificates: [],
      attributes: listenerAttributes,
      tags: {},
      defaultActions: [{ type: 'forward', targetGroups: [{ targetGroup: 'WebTargets', weight: 1 }] }],
      rules: [
        {
          logicalId: 'Closed',
          arn: `arn:aws:elasticloadbalancing:${place}:listener-rule/app/spree-local/fedcba9876543210/0011223344556677/8899aabbccddeeff`,
          transforms: [],
          tags: {},
          priority: 10,
          conditions: [{ field: 'path-pattern', values: ['/closed', '/closed/*'] }],
          actions: [
            {
              type: 'fixed-response',
              statusCode: '503',
              contentType: 'text/plain',
              messageBody: 'Closed <for> today & tomorrow',
            },
          ],
        },
      ],
    },
  ],
};

export const webTaskDefinition: TaskDefinition = {
  logicalId: 'WebTask',
  family: 'spree-local-web',
  cpu: 512,
  memoryMiB: 1024,
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  executionRoleArn: 'arn:aws:iam::000000000000:role/execution',
  taskRoleArn: 'arn:aws:iam::000000000000:role/web',
  containerDefinitions: [
    {
      name: 'web',
      image: 'store:1',
      essential: true,
      command: ['bin/rails', 'server'],
      environment: [{ name: 'PORT', value: '3000' }],
      secrets: [
        {
          name: 'SECRET_KEY_BASE',
          valueFrom:
            'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:rails-AbCdEf:secret_key_base::',
        },
      ],
      portMappings: [{ containerPort: 3000, protocol: 'tcp' }],
      healthCheck: {
        command: ['CMD-SHELL', 'curl -fsS http://localhost:3000/up || exit 1'],
        intervalSeconds: 30,
        timeoutSeconds: 5,
        retries: 3,
        startPeriodSeconds: 60,
      },
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/ecs/spree-local', 'awslogs-stream-prefix': 'web' },
      },
      dependsOn: [],
      stopTimeoutSeconds: 60,
      readonlyRootFilesystem: false,
      ulimits: [{ name: 'nofile', softLimit: 65_536, hardLimit: 65_536 }],
      initProcessEnabled: true,
      mountPoints: [],
      dockerLabels: {},
    },
  ],
  volumes: [],
  tags: { project: 'spree' },
};

export const webService: Service = exampleService({
  logicalId: 'WebService',
  name: 'spree-local-web',
  healthCheckGracePeriodSeconds: 60,
  loadBalancers: [{ targetGroup: 'WebTargets', containerName: 'web', containerPort: 3000 }],
  enableExecuteCommand: true,
  networkConfiguration: {
    subnets: ['subnet-a', 'subnet-b'],
    securityGroups: ['sg-web'],
    assignPublicIp: 'DISABLED',
  },
  tags: { project: 'spree' },
});

/** A small definition: one cluster, one web service behind a load balancer. */
export const sampleWorkload: Workload = {
  ...emptyWorkload,
  clusters: [exampleCluster({ settings: { containerInsights: 'enabled' }, tags: { project: 'spree' } })],
  taskDefinitions: [webTaskDefinition],
  services: [webService],
  loadBalancers: [sampleLoadBalancer],
  targetGroups: [webTargetGroup],
};
