import type { ListenerOfBalancer } from '../find.ts';
import { actionShape } from './action.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html */
export function listenerShape({ balancer, listener }: ListenerOfBalancer, arns: ReadonlyMap<string, string>) {
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: balancer.arn,
    Port: listener.port,
    Protocol: listener.protocol,
    ...(listener.protocol === 'HTTPS' ? securityShape(listener) : {}),
    DefaultActions: listener.defaultActions.map((action) => actionShape(action, arns)),
  };
}

/** Of the certificates the answer has the default one alone. */
function securityShape({ certificates, sslPolicy }: ListenerOfBalancer['listener']) {
  return {
    Certificates: certificates.slice(0, 1).map((CertificateArn) => ({ CertificateArn })),
    SslPolicy: sslPolicy,
    MutualAuthentication: { Mode: 'off' },
  };
}
