import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';

/** One service in a network of its own, as AWS's examples have it: what the synth of the store's app is compared with. */
const app = new App({
  analyticsReporting: false,
  treeMetadata: false,
  builtinCloudFormationValidation: false,
});
const stack = new Stack(app, 'Small');
const cluster = new Cluster(stack, 'Cluster', { vpc: new Vpc(stack, 'Network') });
const taskDefinition = new FargateTaskDefinition(stack, 'Task');
taskDefinition.addContainer('web', { image: ContainerImage.fromRegistry('nginx') });
new FargateService(stack, 'Service', { cluster, taskDefinition });
app.synth();
