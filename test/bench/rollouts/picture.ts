/** One rollout as an SVG: traffic, the gateway's pool, and PUTs, on one axis of time. */
import type { Recording } from './cell.ts';
import type { Operation } from './azure.ts';
import type { PodLife } from './kubelet.ts';

const COLOURS = {
  paper: '#ffffff',
  ink: '#24292f',
  faint: '#d0d7de',
  old: '#8c959f',
  new: '#1a7f37',
  traffic: '#0969da',
  failed: '#cf222e',
  put: '#9a6700',
} as const;
const WIDTH = 900;
const LEFT = 110;
const RIGHT = 20;
const TRAFFIC = { top: 70, height: 110 };
const PODS_TOP = 220;
const ROW = 12;
const BAR = 8;
const TICK_SECONDS = 20;

interface Axis {
  /** Ms since it was rolled to the place on the paper. */
  readonly x: (ms: number) => number;
  readonly from: number;
  readonly to: number;
}

export function drawRollout(recording: Recording): string {
  const { cell, pods, operations } = recording;
  const from = recording.buckets[0]?.at ?? 0;
  const to = recording.endAt;
  const x = (ms: number): number => LEFT + ((ms - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const axis: Axis = { x, from, to };
  const putsTop = PODS_TOP + ROW * pods.length + 40;
  const bottom = putsTop + 24;
  const title = `A rollout of ${cell.pods} pods with the readiness gate, operations of ${cell.operation} s`;
  const parts = [
    `<title>${title}</title>`,
    text(LEFT, 24, title, 'ink', 16),
    ...legend(),
    ...grid(axis, bottom),
    ...drawTraffic(recording, axis),
    text(LEFT, PODS_TOP - 10, 'pods: thin from creation to end, thick while the gateway has their address'),
    ...pods.flatMap((pod, index) => drawPod(pod, operations, axis, PODS_TOP + ROW * index)),
    text(LEFT, putsTop - 10, 'PUTs, from the request to the end of the operation'),
    ...operations
      .filter(({ startedAt }) => startedAt >= 0)
      .map(({ startedAt, endedAt }) => bar(axis, startedAt, endedAt ?? to, putsTop, 14, 'put')),
    text(x((from + to) / 2) - 60, bottom + 44, 'seconds since the rollout began'),
  ];
  return svg(WIDTH, bottom + 60, parts);
}

const legend = (): readonly string[] =>
  (
    [
      ['requests a second', 'traffic'],
      ['failed', 'failed'],
      ['old pod', 'old'],
      ['new pod', 'new'],
      ['PUT', 'put'],
    ] as const
  ).flatMap(([name, colour], index) => [
    rectangle(LEFT + index * 145, 38, 12, 12, colour),
    text(LEFT + index * 145 + 18, 48, name),
  ]);

function grid({ x, from, to }: Axis, bottom: number): readonly string[] {
  const first = Math.ceil(from / 1000 / TICK_SECONDS) * TICK_SECONDS;
  const count = Math.floor((to / 1000 - first) / TICK_SECONDS) + 1;
  return Array.from({ length: count }, (_, index) => first + index * TICK_SECONDS).flatMap((seconds) => [
    line(x(1000 * seconds), TRAFFIC.top, x(1000 * seconds), bottom, seconds === 0 ? 'ink' : 'faint'),
    text(x(1000 * seconds) - 8, bottom + 20, String(seconds)),
  ]);
}

function drawTraffic({ buckets, cell }: Recording, { x }: Axis): readonly string[] {
  const { top, height } = TRAFFIC;
  // The first and the last second are not whole.
  const whole = buckets.slice(1, -1);
  const most = 1.2 * Math.max(1, ...whole.map(({ sent }) => sent));
  const y = (count: number): number => top + height * (1 - count / most);
  const points = whole.map(({ at, sent }) => `${round(x(at))},${round(y(sent))}`).join(' ');
  const failed = buckets.reduce((sum, bucket) => sum + bucket.failed, 0);
  const total = buckets.reduce((sum, bucket) => sum + bucket.sent, 0);
  return [
    line(LEFT, y(0), WIDTH - RIGHT, y(0), 'ink'),
    `<polyline points="${points}" fill="none" stroke="${COLOURS.traffic}" stroke-width="1.5"/>`,
    ...buckets
      .filter((bucket) => bucket.failed > 0)
      .map((bucket) => rectangle(x(bucket.at) - 1, y(bucket.failed), 3, y(0) - y(bucket.failed), 'failed')),
    text(8, y(0), '0'),
    text(8, y(most / 1.2) + 4, `${Math.round(most / 1.2)} a second`),
    text(
      LEFT + 4,
      y(0) - 8,
      `${failed} of ${total} requests failed${cell.speed > 1 ? `, 1:${cell.speed}` : ''}`,
    ),
  ];
}

function drawPod(pod: PodLife, operations: readonly Operation[], axis: Axis, top: number): readonly string[] {
  const colour = pod.isNew ? 'new' : 'old';
  return [
    text(8, top + BAR, pod.name),
    bar(axis, pod.createdAt, pod.goneAt ?? axis.to, top + BAR / 2 - 1, 2, colour),
    ...inPool(pod.address, operations).map(([start, end]) =>
      bar(axis, start, end ?? axis.to, top, BAR, colour),
    ),
  ];
}

/** From the end of the operation that brings an address to that of the one that takes it away; null: none did. */
function inPool(
  address: string,
  operations: readonly Operation[],
): readonly (readonly [number, number | null])[] {
  const ended = operations.filter(({ endedAt }) => endedAt !== null);
  return ended.flatMap((operation, index) =>
    operation.members.includes(address)
      ? [[operation.endedAt!, ended[index + 1]?.endedAt ?? null] as const]
      : [],
  );
}

/** Nothing is drawn left of the axis. */
function bar(axis: Axis, from: number, to: number, top: number, height: number, colour: Colour): string {
  const start = axis.x(Math.max(from, axis.from));
  return rectangle(start, top, Math.max(0, axis.x(Math.max(to, axis.from)) - start), height, colour);
}

type Colour = keyof typeof COLOURS;

const round = (value: number): number => Math.round(value * 10) / 10;

const rectangle = (left: number, top: number, width: number, height: number, colour: Colour): string =>
  `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" fill="${COLOURS[colour]}"/>`;

const line = (x1: number, y1: number, x2: number, y2: number, colour: Colour): string =>
  `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${COLOURS[colour]}"/>`;

const text = (left: number, base: number, words: string, colour: Colour = 'ink', size = 11): string =>
  `<text x="${round(left)}" y="${round(base)}" font-size="${size}" fill="${COLOURS[colour]}">${words}</text>`;

const svg = (width: number, height: number, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif">`,
    `<rect width="${width}" height="${height}" fill="${COLOURS.paper}"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
