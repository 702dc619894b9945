import { emulationAccessKeyId } from '../../environment/emulation-key.ts';
import { withoutAws } from './guard.ts';

/**
 * The environment of cdklocal. It takes the endpoint from the first two variables, and stops when only the first is set; all
 * others of AWS it leaves out, unless they are allowed by name. By its key it sees the stack as LocalStack has it, and may
 * change it.
 */
export function cdklocalEnvironment(
  variables: NodeJS.ProcessEnv,
  awsPort: number,
  region: string,
): NodeJS.ProcessEnv {
  const endpoint = `http://127.0.0.1:${awsPort}`;
  const allowed = {
    AWS_ACCESS_KEY_ID: emulationAccessKeyId,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  return {
    ...withoutAws(variables),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    ...allowed,
    AWS_ENVAR_ALLOWLIST: Object.keys(allowed).join(','),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}
