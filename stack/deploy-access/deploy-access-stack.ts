import { FederatedPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type DeployPlace, deployStatements } from './deploy-statements.ts';

export interface DeployAccessProps extends DeployPlace {
  /** On GitHub, such as `owner/shop`. */
  readonly repository: string;
  /** The environment, which has the same name on GitHub. */
  readonly environment: string;
}

const issuer = 'token.actions.githubusercontent.com';

/**
 * The role with which GitHub Actions deploys one environment. It is a stack of its own, as a deployment must not change what it
 * may do itself: somebody who administers the account deploys it, once.
 */
export class DeployAccessStack extends Stack {
  constructor(scope: Construct, props: DeployAccessProps) {
    const { prefix, account, region, repository, environment } = props;
    super(scope, `${prefix}-access`, {
      env: { account, region },
      description: `Who deploys the Spree store, ${environment}`,
    });
    const role = new Role(this, 'DeployRole', {
      roleName: `${prefix}-deploy`,
      description: `Deploys ${environment} from GitHub Actions of ${repository}`,
      assumedBy: new FederatedPrincipal(
        `arn:aws:iam::${account}:oidc-provider/${issuer}`,
        {
          StringEquals: {
            [`${issuer}:aud`]: 'sts.amazonaws.com',
            [`${issuer}:sub`]: `repo:${repository}:environment:${environment}`,
          },
        },
        'sts:AssumeRoleWithWebIdentity',
      ),
      // A first deployment takes more than the hour that is usual.
      maxSessionDuration: Duration.hours(2),
    });
    for (const statement of deployStatements(props)) {
      role.addToPolicy(PolicyStatement.fromJson(statement));
    }
    new CfnOutput(this, 'DeployRoleArn', {
      description: 'For the variable DEPLOY_ROLE_ARN of the environment on GitHub',
      value: role.roleArn,
    });
  }
}
