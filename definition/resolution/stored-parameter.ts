import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import { describePlace, type Place } from './place.ts';
import type { ResolutionInputs } from './resolver.ts';

/** Whether AWS itself publishes this parameter, such as the newest image of an operating system. */
export function isPublicParameter(name: string): boolean {
  return name.startsWith('/aws/service/');
}

/**
 * The value of a parameter of Parameter Store, by its name or by `name:version`. Fails with
 * `TEMPLATE_PARAMETER_MISSING`, which names it and the ways to give it.
 */
export function readStored(name: string, place: Place, stored: ResolutionInputs['stored']): string {
  const value = stored?.(name);
  if (value !== undefined) return value;
  const give = `npx -y pnpm@12 local:up --parameter ${name}=VALUE`;
  if (isPublicParameter(name)) {
    throw missing(
      place,
      name,
      'a public parameter of AWS, whose value only AWS can provide',
      `Give its value, which is kept: ${give}`,
    );
  }
  const put = `aws ssm put-parameter --name ${name} --type String --value VALUE`;
  throw missing(
    place,
    name,
    'which has no value here',
    `Give its value, which is kept: ${give}. Or put it into the running environment (${put}) and run ${command('local:up')}.`,
  );
}

function missing(place: Place, name: string, why: string, hint: string): Failure {
  return new Failure(
    'TEMPLATE_PARAMETER_MISSING',
    `${describePlace(place)} reads ${name} of Parameter Store, ${why}.`,
    { hint },
  );
}
