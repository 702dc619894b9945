import type { Operations } from '../protocols/service.ts';
import { createService } from './operations/create-service.ts';
import { deleteService } from './operations/delete-service.ts';
import { deregisterTaskDefinition } from './operations/deregister-task-definition.ts';
import { describeCapacityProviders } from './operations/describe-capacity-providers.ts';
import { describeClusters } from './operations/describe-clusters.ts';
import { describeServiceDeployments } from './operations/describe-service-deployments.ts';
import { describeServiceRevisions } from './operations/describe-service-revisions.ts';
import { describeServices } from './operations/describe-services.ts';
import { describeTaskDefinition } from './operations/describe-task-definition.ts';
import { describeTasks } from './operations/describe-tasks.ts';
import { executeCommand } from './operations/execute-command.ts';
import { getTaskProtection } from './operations/get-task-protection.ts';
import { listClusters } from './operations/list-clusters.ts';
import { listServiceDeployments } from './operations/list-service-deployments.ts';
import { listServices } from './operations/list-services.ts';
import { listTaskDefinitionFamilies } from './operations/list-task-definition-families.ts';
import { listTaskDefinitions } from './operations/list-task-definitions.ts';
import { listTasks } from './operations/list-tasks.ts';
import { registerTaskDefinition } from './operations/register-task-definition.ts';
import { runTask } from './operations/run-task.ts';
import { stopServiceDeployment } from './operations/stop-service-deployment.ts';
import { stopTask } from './operations/stop-task.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tags.ts';
import { updateService } from './operations/update-service.ts';
import { updateTaskProtection } from './operations/update-task-protection.ts';

/** The operations of the ECS API that are answered here, by name. */
export const operations: Operations = new Map(
  Object.entries({
    CreateService: createService,
    DeleteService: deleteService,
    DeregisterTaskDefinition: deregisterTaskDefinition,
    DescribeCapacityProviders: describeCapacityProviders,
    DescribeClusters: describeClusters,
    DescribeServiceDeployments: describeServiceDeployments,
    DescribeServiceRevisions: describeServiceRevisions,
    DescribeServices: describeServices,
    DescribeTaskDefinition: describeTaskDefinition,
    DescribeTasks: describeTasks,
    ExecuteCommand: executeCommand,
    GetTaskProtection: getTaskProtection,
    ListClusters: listClusters,
    ListServiceDeployments: listServiceDeployments,
    ListServices: listServices,
    ListTagsForResource: listTagsForResource,
    ListTaskDefinitionFamilies: listTaskDefinitionFamilies,
    ListTaskDefinitions: listTaskDefinitions,
    ListTasks: listTasks,
    RegisterTaskDefinition: registerTaskDefinition,
    RunTask: runTask,
    StopServiceDeployment: stopServiceDeployment,
    StopTask: stopTask,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateService: updateService,
    UpdateTaskProtection: updateTaskProtection,
  }),
);
