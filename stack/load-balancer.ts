import { type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { acknowledgeScaling } from './acknowledge-scaling.ts';
import { localNames } from './local-names.ts';
import type { Settings } from './settings.ts';

/** The internal load balancer: only CloudFront reaches it, and it reaches only the web tasks. */
export class LoadBalancer extends Construct {
  readonly alb: ApplicationLoadBalancer;
  readonly listener: ApplicationListener;
  readonly targetGroup: ApplicationTargetGroup;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, settings: Settings, vpc: IVpc) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Load balancer, for CloudFront',
      allowAllOutbound: false,
    });
    this.alb = new ApplicationLoadBalancer(this, 'Alb', {
      ...localNames(settings, { loadBalancerName: settings.prefix }),
      vpc,
      internetFacing: false,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroup: this.securityGroup,
      dropInvalidHeaderFields: true,
      deletionProtection: settings.isProtectedFromDeletion,
    });
    acknowledge(this.alb, { ELB2: 'Every request comes through CloudFront, which logs it.' });
    this.targetGroup = createTargetGroup(this, settings, vpc);
    if (settings.environment === 'local') {
      acknowledgeScaling(this.targetGroup, {
        'deregistration-delay':
          'On a machine with a single visitor, each rollout should not wait a minute for requests that nobody sends. Staging and production wait a minute.',
      });
    }
    this.listener = this.alb.addListener('Http', {
      port: 80,
      open: false,
      defaultTargetGroups: [this.targetGroup],
    });
  }
}

function createTargetGroup(scope: Construct, settings: Settings, vpc: IVpc): ApplicationTargetGroup {
  const { port, healthPath } = settings.application.web;
  return new ApplicationTargetGroup(scope, 'WebTargets', {
    ...localNames(settings, { targetGroupName: `${settings.prefix}-web` }),
    vpc,
    port,
    protocol: ApplicationProtocol.HTTP,
    targetType: TargetType.IP,
    deregistrationDelay: Duration.seconds(settings.deregistrationDelaySeconds),
    stickinessCookieDuration: Duration.days(1),
    healthCheck: {
      path: healthPath,
      healthyHttpCodes: '200',
      interval: Duration.seconds(settings.targetHealthIntervalSeconds),
      timeout: Duration.seconds(4),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
    },
  });
}
