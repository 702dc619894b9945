import type { CacheBehavior, Distribution, OriginGroup } from '../../../../definition/model/cloudfront.ts';
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
  /** Where the second origin of a group is asked. */
  readonly fallback?: { readonly heading: string; readonly rendered: RenderedBehavior };
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
    ...places.flatMap(({ rendered, fallback }) => [...rendered.blocks, ...(fallback?.rendered.blocks ?? [])]),
    renderServer('https', server),
    renderServer('http', server),
  ];
}

/** Each distribution has room for this many behaviors in the numbers of the fetching servers, and as many fallbacks. */
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
    const group = distribution.originGroups?.find(({ id }) => id === behavior.originId);
    const origin = origins.find(({ id }) => id === (group?.primary ?? behavior.originId));
    const secondary = origins.find(({ id }) => id === group?.secondary);
    if (origin === undefined) return [];
    const contextOf = (place: number, its: RenderedOrigin) => ({
      name: `${name}_${place}`,
      number: 2 * index * numbersEach + place,
      distribution,
      origin: its,
    });
    const { pathPattern } = behavior;
    const rendered = renderBehavior(behavior, contextOf(position, origin));
    return [
      {
        heading:
          pathPattern === undefined
            ? 'location /'
            : `location ~ ${quoteTemplate(pathExpression(pathPattern))}`,
        pathPattern: pathPattern ?? '*',
        behavior,
        ...(group === undefined || secondary === undefined
          ? { rendered }
          : withFallback(rendered, renderBehavior(behavior, contextOf(numbersEach + position, secondary)), {
              heading: `@${name}_${position}_fallback`,
              group,
              distribution,
            })),
      },
    ];
  });
}

/**
 * Asks the second origin of a group where the first one answers with one of the codes, or does not answer.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
function withFallback(
  primary: RenderedBehavior,
  secondary: RenderedBehavior,
  place: {
    readonly heading: string;
    readonly group: OriginGroup;
    readonly distribution: Distribution;
  },
): Pick<Place, 'rendered' | 'fallback'> {
  const { heading, group, distribution } = place;
  // What nginx answers where an origin cannot be reached, or not in time.
  const codes = [...new Set([...group.statusCodes, 502, 504])];
  // Of two pages for one code, nginx takes the first.
  const location = [
    'proxy_intercept_errors on;',
    'recursive_error_pages on;',
    `error_page ${codes.join(' ')} = ${heading};`,
    ...errorPages(distribution).filter((line) => line.startsWith('error_page')),
    ...primary.location.filter((line) => line !== 'proxy_intercept_errors on;'),
  ];
  return {
    rendered: { ...primary, location },
    fallback: { heading: `location ${heading}`, rendered: secondary },
  };
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
    ...places.flatMap((place) => [
      ...block(place.heading, locationOf(scheme, place, options)),
      ...(place.fallback ? block(place.fallback.heading, place.fallback.rendered.location) : []),
    ]),
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
