import type { JsonObject } from '../../definition/template/json-value.ts';
import type { Charge, Finding } from './charge.ts';
import type { Circumstances } from './circumstances.ts';
import { type CostedResource, isOn, number, object, objects, text, unpriced } from './costed-resource.ts';
import { metricsOfDashboard } from './dashboard-metrics.ts';
import { definitionOf } from './tasks.ts';

/** A thing that costs the same each month. */
export function monthly(
  { type, logicalId, region }: CostedResource,
  name: string,
  price: string,
  count = 1,
): Charge {
  return { name, kind: 'fixed', type, resources: [logicalId], region, price, count, each: [1] };
}

/** An alarm costs as much as the metrics that it watches; a band of anomalies has three. */
export function alarm(resource: CostedResource): readonly Finding[] {
  const queries = objects(resource, 'Metrics');
  const expressions = queries.map((query) => text(query, 'Expression') ?? '');
  if (expressions.some((expression) => /^\s*SELECT\s/i.test(expression))) {
    return [unpriced(resource, 'a query of Metrics Insights costs by the metrics that it reads')];
  }
  const stats = queries.filter((query) => 'MetricStat' in query.properties);
  const bands = expressions.filter((expression) => expression.includes('ANOMALY_DETECTION_BAND')).length;
  const periods = [
    number(resource, 'Period'),
    ...stats.map((query) => number(object(query, 'MetricStat'), 'Period')),
  ];
  const isFast = periods.some((seconds) => seconds !== undefined && seconds < 60);
  const count = Math.max(1, stats.length) + 2 * bands;
  return [
    isFast
      ? monthly(resource, 'alarms with periods below a minute', 'cloudwatch/high-resolution-alarm', count)
      : monthly(resource, alarms, 'cloudwatch/alarm', count),
  ];
}

const alarms = 'alarms, with those of the scaling policies';

export function compositeAlarm(resource: CostedResource): readonly Finding[] {
  return [monthly(resource, 'composite alarms', 'cloudwatch/composite-alarm')];
}

/** Target tracking makes an alarm for each direction in which it scales. */
export function scalingPolicy(resource: CostedResource, { resources }: Circumstances): readonly Finding[] {
  if (text(resource, 'PolicyType') !== 'TargetTrackingScaling') return [];
  const scaled = text(resource, 'ServiceNamespace') ?? namespaceOfTarget(resource, resources);
  if (scaled !== 'ecs')
    return [unpriced(resource, `how many alarms it makes for ${scaled} is not known here`)];
  const tracking = object(resource, 'TargetTrackingScalingPolicyConfiguration');
  return [monthly(resource, alarms, 'cloudwatch/alarm', isOn(tracking, 'DisableScaleIn') ? 1 : 2)];
}

function namespaceOfTarget(policy: CostedResource, resources: readonly CostedResource[]): string | undefined {
  const target = resources.find(({ attribute }) => attribute('Ref') === text(policy, 'ScalingTargetId'));
  return target && text(target, 'ServiceNamespace');
}

export function dashboard(resource: CostedResource): readonly Finding[] {
  return [{ ...monthly(resource, 'dashboards', 'cloudwatch/dashboard'), freeCount: 3 }];
}

/**
 * The metrics that Container Insights keeps: of the cluster, of each service, and of each family that a service runs.
 * Families that only one-off tasks run have metrics in those hours alone.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function cluster(resource: CostedResource, { resources }: Circumstances): readonly Finding[] {
  const setting = objects(resource, 'ClusterSettings').find(
    (each) => text(each, 'Name') === 'containerInsights',
  );
  const value = setting && text(setting, 'Value');
  if (value === 'enhanced') {
    return [
      unpriced(resource, 'enhanced Container Insights costs by the metrics of each task and container'),
    ];
  }
  if (value !== 'enabled') return [];
  const services = resources.filter(
    (each) => each.type === 'AWS::ECS::Service' && isOf(resource, text(each, 'Cluster')),
  );
  const families = new Set(services.map((each) => definitionOf(each, resources)?.logicalId));
  const count = 13 + 15 * services.length + 10 * families.size;
  return [monthly(resource, 'metrics of Container Insights', 'cloudwatch/metric', count)];
}

function isOf(cluster: CostedResource, named: string | undefined): boolean {
  return named === cluster.attribute('Ref') || named === cluster.attribute('Arn');
}

/** The metrics that the store publishes itself, each once, as alarms, policies, dashboards and filters of logs name them. */
export function customMetrics(resources: readonly CostedResource[]): readonly Charge[] {
  const named = resources.flatMap((resource) =>
    metricsOf(resource).map((metric) => ({ resource, key: metricKey(metric) })),
  );
  return [...Map.groupBy(named, ({ key }) => key).entries()].flatMap(([key, uses]) => {
    const [first] = uses;
    if (first === undefined || key === undefined) return [];
    const using = uses.map(({ resource }) => resource.logicalId);
    return [
      {
        ...monthly(first.resource, 'metrics of the store', 'cloudwatch/metric'),
        resources: [...new Set(using)],
      },
    ];
  });
}

type Metric = { readonly properties: JsonObject };

function metricsOf(resource: CostedResource): readonly Metric[] {
  if (resource.type === 'AWS::CloudWatch::Alarm') return [resource, ...inQueries(resource)];
  if (resource.type === 'AWS::Logs::MetricFilter') {
    return objects(resource, 'MetricTransformations').map(({ properties }) => ({
      properties: { ...properties, Namespace: properties.MetricNamespace ?? '' },
    }));
  }
  if (resource.type === 'AWS::CloudWatch::Dashboard')
    return metricsOfDashboard(text(resource, 'DashboardBody'));
  if (resource.type !== 'AWS::ApplicationAutoScaling::ScalingPolicy') return [];
  const custom = object(
    object(resource, 'TargetTrackingScalingPolicyConfiguration'),
    'CustomizedMetricSpecification',
  );
  return [custom, ...inQueries(custom)];
}

function inQueries(from: Metric): readonly Metric[] {
  return objects(from, 'Metrics').map((query) => object(object(query, 'MetricStat'), 'Metric'));
}

/** Undefined for metrics of AWS, which cost nothing or are counted elsewhere. */
function metricKey(metric: Metric): string | undefined {
  const namespace = text(metric, 'Namespace');
  if (namespace === undefined || /^(AWS\/|ECS\/ContainerInsights)/.test(namespace)) return undefined;
  const dimensions = objects(metric, 'Dimensions').map(
    (each) => `${text(each, 'Name')}=${text(each, 'Value')}`,
  );
  return JSON.stringify([namespace, text(metric, 'MetricName'), ...dimensions.toSorted()]);
}
