import type { OwnStack } from '../own-stack.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html */
export function stackShape(stack: OwnStack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.description,
    Parameters: stack.parameters.map(({ key, value }) => ({ ParameterKey: key, ParameterValue: value })),
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    RollbackConfiguration: {},
    StackStatus: stack.status,
    DisableRollback: false,
    NotificationARNs: [],
    Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    Tags: [],
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSummary.html */
export function stackSummaryShape(stack: OwnStack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.description,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    StackStatus: stack.status,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
