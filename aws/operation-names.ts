/** The SDK’s package of each API that the local environment answers, by the API’s name in the credential scope. */
const packages: Readonly<Record<string, () => Promise<object>>> = {
  'application-autoscaling': () => import('@aws-sdk/client-application-auto-scaling'),
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  cloudfront: () => import('@aws-sdk/client-cloudfront'),
  ecr: () => import('@aws-sdk/client-ecr'),
  ecs: () => import('@aws-sdk/client-ecs'),
  elasticache: () => import('@aws-sdk/client-elasticache'),
  elasticloadbalancing: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  monitoring: () => import('@aws-sdk/client-cloudwatch'),
  rds: () => import('@aws-sdk/client-rds'),
  route53: () => import('@aws-sdk/client-route-53'),
};

/** The names of all operations that AWS has in an API, as the installed SDK knows them; none for an API without a client. */
export async function operationNames(scopeName: string): Promise<readonly string[]> {
  const exported = Object.keys((await packages[scopeName]?.()) ?? {});
  return exported.flatMap((name) => /^([A-Z]\w*)Command$/.exec(name)?.[1] ?? []).toSorted();
}
