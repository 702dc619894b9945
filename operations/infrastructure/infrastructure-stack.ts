/** A stack of the app as it was synthesized, and where it goes. */
export interface InfrastructureStack {
  /** What selects it in its assembly. */
  readonly id: string;
  readonly name: string;
  /** 12 digits; undefined where the settings name none, as in a draft. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Whether CloudFormation refuses to delete it once it is deployed like this. */
  readonly isProtected: boolean;
  readonly bootstrap: Bootstrap | undefined;
  readonly template: unknown;
}

/** What has to be in an account and region before a stack is deployed to it. */
export interface Bootstrap {
  readonly version: number;
  /** The name of the SSM parameter that says which version is there. */
  readonly parameter: string;
}

/** What is read of a stack in an assembly. */
interface StackArtifact {
  readonly hierarchicalId: string;
  readonly stackName: string;
  readonly environment: { readonly account: string; readonly region: string };
  readonly terminationProtection?: boolean | undefined;
  readonly requiresBootstrapStackVersion?: number | undefined;
  readonly bootstrapStackVersionSsmParameter?: string | undefined;
  readonly template: unknown;
}

/** A stack of an assembly in our words. */
export function stackOf(artifact: StackArtifact): InfrastructureStack {
  const { environment, requiresBootstrapStackVersion: version } = artifact;
  const { bootstrapStackVersionSsmParameter: parameter } = artifact;
  return {
    id: artifact.hierarchicalId,
    name: artifact.stackName,
    account: known(environment.account),
    region: known(environment.region),
    isProtected: artifact.terminationProtection === true,
    bootstrap: version !== undefined && parameter !== undefined ? { version, parameter } : undefined,
    template: artifact.template,
  };
}

/** The value, if the settings name one. */
function known(value: string): string | undefined {
  return value.startsWith('unknown-') ? undefined : value;
}
