import type { ListenerAction } from '../../../../../definition/model/load-balancing.ts';

/**
 * `arns` gives the ARN of a target group by its logical id.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
 */
export function actionShape(action: ListenerAction, arns: ReadonlyMap<string, string>) {
  switch (action.type) {
    case 'forward':
      return forwardShape(action, arns);
    case 'fixed-response':
      return {
        Type: action.type,
        FixedResponseConfig: {
          MessageBody: action.messageBody,
          StatusCode: action.statusCode,
          ContentType: action.contentType,
        },
      };
    case 'redirect':
      return {
        Type: action.type,
        RedirectConfig: {
          Protocol: action.protocol,
          Port: action.port,
          Host: action.host,
          Path: action.path,
          Query: action.query,
          StatusCode: action.statusCode,
        },
      };
  }
}

/** With one target group its ARN stands at the action as well. */
function forwardShape(action: ListenerAction & { type: 'forward' }, arns: ReadonlyMap<string, string>) {
  const groups = action.targetGroups.map(({ targetGroup, weight }) => ({
    TargetGroupArn: arns.get(targetGroup),
    Weight: weight,
  }));
  const stickiness =
    action.stickinessSeconds === undefined
      ? { Enabled: false }
      : { Enabled: true, DurationSeconds: action.stickinessSeconds };
  return {
    Type: action.type,
    TargetGroupArn: groups.length === 1 ? groups[0]?.TargetGroupArn : undefined,
    ForwardConfig: { TargetGroups: groups, TargetGroupStickinessConfig: stickiness },
  };
}
