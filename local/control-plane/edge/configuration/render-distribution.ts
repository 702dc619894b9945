import type { CacheBehavior, Distribution } from '../../../../definition/model/cloudfront.ts';
import { type EdgeOptions, type EdgeWorkload, edgePorts } from './edge-options.ts';
import { errorLocation, errorPages, forbidden } from './error-pages.ts';
import { block, map, quoteExpression, quoteLiteral, quoteTemplate } from './nginx-syntax.ts';
import { matchesPath, pathExpression } from './path-pattern.ts';
import { type RenderedBehavior, renderBehavior } from './render-behavior.ts';
import { type RenderedOrigin, renderOrigins } from './render-origin.ts';
import { renderAccessLog, renderLogFormat } from './request-log.ts';

interface Place {
  readonly heading: string;
  readonly pathPattern: string;
  readonly behavior: CacheBehavior;
  readonly rendered: RenderedBehavior;
}

/** The http-level blocks of one distribution; `index` tells distributions apart, the first is the default. */
export function renderDistribution(
  distribution: Distribution,
  index: number,
  workload: EdgeWorkload,
  options: EdgeOptions,
): readonly (readonly string[])[] {
  const name = `edge_${index}`;
  const origins = renderOrigins(name, distribution, workload, options);
  const places = renderPlaces(name, index, distribution, origins);
  const hidesMissing = origins.some((origin) => origin.hidesMissing);
  const server = { distribution, name, index, places, options, hidesMissing };
  return [
    ...(options.requestLog ? [renderLogFormat(distribution, name)] : []),
    renderPath(name, distribution),
    ...origins.flatMap((origin) => origin.blocks),
    ...places.flatMap((place) => place.rendered.blocks),
    renderServer('https', server),
    renderServer('http', server),
  ];
}

/** Each distribution has room for this many behaviors in the numbers of the fetching servers. */
const numbersEach = 100;

function renderPlaces(
  name: string,
  index: number,
  distribution: Distribution,
  origins: readonly RenderedOrigin[],
): readonly Place[] {
  const all: readonly (CacheBehavior & { readonly pathPattern?: string })[] = [
    ...distribution.behaviors,
    distribution.defaultBehavior,
  ];
  return all.flatMap((behavior, position) => {
    const origin = origins.find(({ id }) => id === behavior.originId);
    if (origin === undefined) return [];
    const context = {
      name: `${name}_${position}`,
      number: index * numbersEach + position,
      distribution,
      origin,
    };
    const { pathPattern } = behavior;
    return [
      {
        heading:
          pathPattern === undefined
            ? 'location /'
            : `location ~ ${quoteTemplate(pathExpression(pathPattern))}`,
        pathPattern: pathPattern ?? '*',
        behavior,
        rendered: renderBehavior(behavior, context),
      },
    ];
  });
}

function renderPath(name: string, { defaultRootObject }: Distribution): readonly string[] {
  return map('$request_uri', `${name}_path`, [
    ...(defaultRootObject === undefined || defaultRootObject === ''
      ? []
      : [[quoteExpression('^/(?:\\?|$)'), quoteLiteral(`/${defaultRootObject}`)] as const]),
    [quoteExpression(`^(?<${name}_path_value>[^?]*)`), `$${name}_path_value`],
  ]);
}

interface Server {
  readonly distribution: Distribution;
  readonly name: string;
  readonly index: number;
  readonly places: readonly Place[];
  readonly options: EdgeOptions;
  /** Whether an origin is a bucket that the edge may not list. */
  readonly hidesMissing: boolean;
}

function renderServer(
  scheme: 'http' | 'https',
  { distribution, name, index, places, options, hidesMissing }: Server,
): readonly string[] {
  const byDefault = index === 0 ? ' default_server' : '';
  const names = [...new Set([distribution.domainName, ...distribution.aliases])];
  const listen =
    scheme === 'https'
      ? [
          `listen ${edgePorts.https} ssl${byDefault};`,
          ...(distribution.servesHttp2 ? ['http2 on;'] : []),
          `ssl_certificate ${options.certificatePath};`,
          `ssl_certificate_key ${options.keyPath};`,
        ]
      : [`listen ${edgePorts.http}${byDefault};`];
  return block('server', [
    ...listen,
    `server_name ${names.join(' ')};`,
    ...(options.requestLog ? renderAccessLog(distribution, name) : []),
    ...errorPages(distribution),
    ...places.flatMap((place) => block(place.heading, locationOf(scheme, place, options))),
    ...renderErrorLocations(distribution, places),
    ...(hidesMissing ? forbidden : []),
  ]);
}

/**
 * In clear, a behavior may redirect or refuse.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
 */
function locationOf(scheme: 'http' | 'https', place: Place, options: EdgeOptions): readonly string[] {
  if (scheme === 'https' || place.behavior.viewerProtocolPolicy === 'allow-all')
    return place.rendered.location;
  if (place.behavior.viewerProtocolPolicy === 'https-only') return ['return 403;'];
  const port = options.publishedHttpsPort === 443 ? '' : `:${options.publishedHttpsPort}`;
  return [
    'add_header X-Cache "Redirect from cloudfront" always;',
    `if ($request_method ~ "^(?:GET|HEAD)$") { return 301 https://$host${port}$request_uri; }`,
    `return 307 https://$host${port}$request_uri;`,
  ];
}

/** A page comes from the behavior that its path belongs to. */
function renderErrorLocations(
  { customErrorResponses }: Distribution,
  places: readonly Place[],
): readonly string[] {
  return customErrorResponses.flatMap(({ errorCode, responsePagePath }) => {
    const place = places.find(({ pathPattern }) => matchesPath(pathPattern, responsePagePath ?? '/'));
    if (responsePagePath === undefined || place === undefined) return [];
    const lines = place.rendered.location.map((line) =>
      line.startsWith('proxy_pass ')
        ? line.replace(/\$\w+_path.*$/, () => `${quoteLiteral(responsePagePath).slice(1)};`)
        : line,
    );
    return block(`location = ${errorLocation(errorCode)}`, ['internal;', ...lines]);
  });
}
