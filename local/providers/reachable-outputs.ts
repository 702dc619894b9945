import type { Distribution } from '../../definition/model/cloudfront.ts';
import type { Ports } from '../environment/local-environment.ts';
import type { ReducedTemplate } from './reduce-for-localstack.ts';

type Outputs = ReducedTemplate['Outputs'];

/**
 * Outputs of a stack whose addresses answer: CloudFront listens at the ports of HTTPS and HTTP, the edge at the
 * environment's own. A host by itself is one of HTTPS.
 */
export function reachableOutputs(
  outputs: Outputs,
  distributions: readonly Pick<Distribution, 'domainName' | 'aliases'>[],
  ports: Pick<Ports, 'https' | 'http'>,
): Outputs {
  const hosts = new Set(distributions.flatMap(({ domainName, aliases }) => [domainName, ...aliases]));
  return Object.fromEntries(
    Object.entries(outputs).map(([name, output]) => {
      const { Value } = output;
      return [name, typeof Value === 'string' ? { ...output, Value: withPort(Value, hosts, ports) } : output];
    }),
  );
}

function withPort(value: string, hosts: ReadonlySet<string>, ports: Pick<Ports, 'https' | 'http'>): string {
  if (hosts.has(value)) return `${value}:${ports.https}`;
  return value.replace(/^(https?):\/\/([^/:?#]+)(?=[/?#]|$)/, (origin, scheme: string, host: string) =>
    hosts.has(host) ? `${origin}:${scheme === 'https' ? ports.https : ports.http}` : origin,
  );
}
