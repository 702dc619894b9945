import { extendedServices, ownServices, unusedServices } from './service-remarks.ts';

/** An API that the local environment answers itself. */
export interface AnsweredApi {
  /** In the credential scope, such as `ecs`. */
  readonly scopeName: string;
  /** As in messages, such as `Amazon RDS`. */
  readonly name: string;
  /** The operations that are answered. */
  readonly offered: readonly string[];
  /** How many operations AWS has. */
  readonly all: number;
}

/** The page about what of each AWS service works locally: `docs/aws-services.md`. */
export function servicesPage(apis: readonly AnsweredApi[], notOffered: readonly string[]): string {
  return `# AWS services, locally

Which AWS APIs work on the local endpoint (\`AWS_ENDPOINT_URL\`, set by \`eval "$(npx -y pnpm@12 --silent local:env)"\`), with the
stock AWS CLI and SDKs. [differences.md](differences.md) says how the resources themselves differ from those on AWS, and
[runbook.md](runbook.md) lists the commands with which a store is operated.

Generated from the tables that answer the calls, by \`npx -y pnpm@12 docs:differences\`. Tests check that this page is up to date,
and that LocalStack has the services that are listed.

## Answered from what runs

These APIs show and change the servers and containers of the environment. An operation that is not listed is refused, and the
error names it.

${apis.map(section).join('\n\n')}

## Passed on to LocalStack

LocalStack answers these. After a restart of LocalStack the resources of the definition are there again, with the values that you
have set; what else you have made in it is gone.

| service | for the store |
|---|---|
${Object.entries(extendedServices)
  .map(([name, remark]) => `| \`${name}\` | ${remark} |`)
  .join('\n')}

The store uses none of these, and nothing here tests what they do: ${unusedServices.map((name) => `\`${name}\``).join(', ')}. A
service that is in neither list is refused by LocalStack.

## Elsewhere

- **S3** has a server of its own (MinIO), at \`AWS_ENDPOINT_URL_S3\`: objects, versions, multipart uploads and signed links work;
  IAM policies and event notifications have no effect.
- **No API**: ${notOffered.join(', ')}. Calls are refused with \`NotImplemented\`.
`;
}

function section({ scopeName, name, offered, all }: AnsweredApi): string {
  const names = offered.toSorted().map((operation) => `\`${operation}\``);
  return `### ${name}

${ownServices[scopeName]}

${offered.length} of ${all} operations: ${names.join(', ')}.`;
}
