import { ownValue } from '../../../json/own-value.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../template/json-value.ts';

/** Where CloudFormation and the API do not spell a member alike but for the first letter. */
const exceptions: Readonly<Record<string, string>> = {
  EFSVolumeConfiguration: 'efsVolumeConfiguration',
  FilesystemId: 'fileSystemId',
  IAM: 'iam',
  FSxWindowsFileServerVolumeConfiguration: 'fsxWindowsFileServerVolumeConfiguration',
};

/** Objects whose keys are the user's own. */
export const userNamed: ReadonlySet<string> = new Set(['DockerLabels', 'Options', 'DriverOpts', 'Labels']);

/**
 * The properties of an ECS resource as ECS's API spells them: CloudFormation's names with a small letter.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Types.html
 */
export function apiNames(properties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      apiName(name),
      userNamed.has(name) ? value : apiValue(value),
    ]),
  );
}

/** One name as the API spells it. */
export function apiName(name: string): string {
  return ownValue(exceptions, name) ?? `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/**
 * The path of the first property that a template spells as the API does, which CloudFormation does not know: a common
 * slip in overrides of what CDK generates.
 */
export function misspelled(
  value: JsonValue,
  path: readonly PropertyKey[] = [],
): readonly PropertyKey[] | undefined {
  const entries = isJsonList(value) ? [...value.entries()] : isJsonObject(value) ? Object.entries(value) : [];
  for (const [step, below] of entries) {
    if (typeof step === 'string' && step === apiName(step)) return [...path, step];
    const found = userNamed.has(String(step)) ? undefined : misspelled(below, [...path, step]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function apiValue(value: JsonValue): JsonValue {
  if (isJsonList(value)) return value.map(apiValue);
  return isJsonObject(value) ? apiNames(value) : value;
}
