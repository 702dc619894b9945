import type { CacheBehavior, Distribution } from '../../../../definition/model/cloudfront.ts';
import { type EdgeOptions, type EdgeWorkload, edgePorts } from './edge-options.ts';
import { block, map, quoteExpression, quoteTemplate } from './nginx-syntax.ts';
import { matchesPath, pathExpression } from './path-pattern.ts';
import { type RenderedBehavior, renderBehavior } from './render-behavior.ts';
import { type RenderedOrigin, renderOrigins } from './render-origin.ts';

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
  return [
    renderPath(name, distribution),
    ...origins.flatMap((origin) => origin.blocks),
    ...places.flatMap((place) => place.rendered.blocks),
    renderServer('https', distribution, index, places, options),
    renderServer('http', distribution, index, places, options),
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
        rendered: withMissingHidden(renderBehavior(behavior, context), context),
      },
    ];
  });
}

function renderPath(name: string, { defaultRootObject }: Distribution): readonly string[] {
  return map('$request_uri', `${name}_path`, [
    ...(defaultRootObject === undefined || defaultRootObject === ''
      ? []
      : [[quoteExpression('^/(?:\\?|$)'), `/${defaultRootObject}`] as const]),
    [quoteExpression(`^(?<${name}_path_value>[^?]*)`), `$${name}_path_value`],
  ]);
}

function renderServer(
  scheme: 'http' | 'https',
  distribution: Distribution,
  index: number,
  places: readonly Place[],
  options: EdgeOptions,
): readonly string[] {
  const byDefault = index === 0 ? ' default_server' : '';
  const names = [...new Set([distribution.domainName, ...distribution.aliases])];
  const listen =
    scheme === 'https'
      ? [
          `listen ${edgePorts.https} ssl${byDefault};`,
          'http2 on;',
          `ssl_certificate ${options.certificatePath};`,
          `ssl_certificate_key ${options.keyPath};`,
        ]
      : [`listen ${edgePorts.http}${byDefault};`];
  return block('server', [
    ...listen,
    `server_name ${names.join(' ')};`,
    ...renderErrorPages(distribution),
    ...places.flatMap((place) => block(place.heading, locationOf(scheme, place, options))),
    ...renderErrorLocations(distribution, places),
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

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html */
function renderErrorPages({ customErrorResponses }: Distribution): readonly string[] {
  const pages = customErrorResponses.filter(({ responsePagePath }) => responsePagePath !== undefined);
  return pages.length === 0
    ? []
    : [
        'proxy_intercept_errors on;',
        ...pages.map(
          ({ errorCode, responseCode }) =>
            `error_page ${errorCode} =${responseCode ?? errorCode} ${errorLocation(errorCode)};`,
        ),
      ];
}

/** The pages as the server has them, but for an object that is not there: that is what 403 is then. */
function withMissingHidden(
  rendered: RenderedBehavior,
  { origin, distribution }: { readonly origin: RenderedOrigin; readonly distribution: Distribution },
): RenderedBehavior {
  const forbidden = distribution.customErrorResponses.find(({ errorCode }) => errorCode === 403);
  if (origin.hidesMissing !== true || forbidden?.responsePagePath === undefined) return rendered;
  const { customErrorResponses } = distribution;
  const others = customErrorResponses.filter(({ errorCode }) => errorCode !== 404);
  const shown = `error_page 404 =${forbidden.responseCode ?? 403} ${errorLocation(403)};`;
  const pages = renderErrorPages({ ...distribution, customErrorResponses: others });
  return { ...rendered, location: [...pages, shown, ...rendered.location] };
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
      line.startsWith('proxy_pass ') ? line.replace(/\$\w+_path.*$/, `${responsePagePath};`) : line,
    );
    return block(`location = ${errorLocation(errorCode)}`, ['internal;', ...lines]);
  });
}

function errorLocation(code: number): string {
  return `/.edge-error/${code}`;
}
