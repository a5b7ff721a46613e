/** How the base map is painted: widths and names by zoom. Colours come from basemap.css. */
import {
  CenteredTextSymbolizer,
  CircleSymbolizer,
  exp,
  type Feature,
  GroupSymbolizer,
  Justify,
  type LabelRule,
  LineLabelPlacement,
  LineLabelSymbolizer,
  LineSymbolizer,
  OffsetTextSymbolizer,
  type PaintRule,
  PolygonSymbolizer,
  TextPlacements,
} from 'protomaps-leaflet';

const COLOUR_NAMES = [
  'land',
  'building',
  'building-edge',
  'green',
  'water',
  'street',
  'street-edge',
  'alley',
  'major',
  'major-edge',
  'bound',
  'name',
  'place',
  'number',
  'poi',
  'water-name',
  'green-name',
  'halo',
] as const;
export type BasemapColours = Readonly<Record<(typeof COLOUR_NAMES)[number], string>>;

/** The colours as they are now, light or dark: a canvas does not understand CSS variables. */
export function readBasemapColours(inside: HTMLElement): BasemapColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  inside.append(probe);
  const colours = {} as Record<(typeof COLOUR_NAMES)[number], string>;
  for (const name of COLOUR_NAMES) {
    probe.style.color = `var(--map-${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}

const FONT = '"Be Vietnam Pro", "Noto Sans", system-ui, sans-serif';

/** Classes of streets from the least to the most important: the later ones are painted over the earlier. */
interface Street {
  readonly classes: readonly string[];
  readonly look: 'path' | 'alley' | 'street' | 'major';
  /** Pixels by zoom of the map. */
  readonly width: number[][];
  /** From this zoom on it has an edge. */
  readonly edgeFrom: number;
}
const STREETS: readonly Street[] = [
  {
    classes: ['path', 'steps'],
    look: 'path',
    width: [
      [15, 0.6],
      [18, 2.4],
    ],
    edgeFrom: 99,
  },
  {
    classes: ['service', 'narrow_alley', 'track'],
    look: 'alley',
    width: [
      [15, 1],
      [16, 2],
      [18, 7],
    ],
    edgeFrom: 16,
  },
  {
    classes: ['alley'],
    look: 'alley',
    width: [
      [14, 0.8],
      [16, 2.8],
      [18, 9],
    ],
    edgeFrom: 15,
  },
  {
    classes: ['unclassified', 'residential', 'living_street'],
    look: 'street',
    width: [
      [13, 0.7],
      [14, 1.4],
      [16, 4.5],
      [18, 13],
    ],
    edgeFrom: 14,
  },
  {
    classes: ['tertiary'],
    look: 'street',
    width: [
      [12, 0.8],
      [14, 2.6],
      [16, 7],
      [18, 18],
    ],
    edgeFrom: 13,
  },
  {
    classes: ['secondary'],
    look: 'street',
    width: [
      [11, 0.8],
      [13, 2.2],
      [16, 8.5],
      [18, 22],
    ],
    edgeFrom: 12,
  },
  {
    classes: ['primary'],
    look: 'major',
    width: [
      [10, 0.9],
      [13, 3],
      [16, 9.5],
      [18, 25],
    ],
    edgeFrom: 9,
  },
  {
    classes: ['trunk', 'motorway'],
    look: 'major',
    width: [
      [10, 1.2],
      [13, 3.4],
      [16, 10],
      [18, 26],
    ],
    edgeFrom: 9,
  },
];

const kind = (feature: Feature): string => String(feature.props.k);
const isKind =
  (...kinds: readonly string[]) =>
  (_zoom: number, feature: Feature): boolean =>
    kinds.includes(kind(feature));
/** Pixels of a width in metres at Hanoi's latitude. */
const pixelsOfMetres = (zoom: number, metres: number): number => (metres * 2 ** zoom) / 146_100;

export function basemapPaintRules(colours: BasemapColours): PaintRule[] {
  const round = { lineCap: 'round', lineJoin: 'round' } as const;
  const fills = { path: colours['street-edge'], alley: colours.alley, street: colours.street, major: colours.major };
  const edges = {
    path: colours['street-edge'],
    alley: colours['street-edge'],
    street: colours['street-edge'],
    major: colours['major-edge'],
  };
  const bound = (width: number, dash: number[], opacity: number) =>
    new LineSymbolizer({ color: colours.bound, width, dash, opacity });
  return [
    { dataLayer: 'areas', symbolizer: new PolygonSymbolizer({ fill: colours.green }), filter: isKind('green') },
    { dataLayer: 'areas', symbolizer: new PolygonSymbolizer({ fill: colours.water }), filter: isKind('water') },
    {
      dataLayer: 'areas',
      symbolizer: new LineSymbolizer({
        color: colours.water,
        width: (zoom: number, feature?: Feature) => Math.max(1, pixelsOfMetres(zoom, Number(feature?.props.m ?? 10))),
        perFeature: true,
        ...round,
      }),
      filter: isKind('river'),
    },
    {
      dataLayer: 'buildings',
      minzoom: 15,
      symbolizer: new PolygonSymbolizer({ fill: colours.building, stroke: colours['building-edge'], width: 0.7 }),
    },
    ...STREETS.filter((street) => street.edgeFrom < 99).map(
      (street): PaintRule => ({
        dataLayer: 'streets',
        minzoom: street.edgeFrom,
        symbolizer: new LineSymbolizer({
          color: edges[street.look],
          width: (zoom: number) => exp(1.5, street.width)(zoom) + 1.6,
          ...round,
        }),
        filter: isKind(...street.classes),
      }),
    ),
    ...STREETS.map(
      (street): PaintRule => ({
        dataLayer: 'streets',
        symbolizer: new LineSymbolizer({ color: fills[street.look], width: exp(1.5, street.width), ...round }),
        filter: isKind(...street.classes),
      }),
    ),
    // thin and dashed, over the streets they follow: a band beside a street would read as another street
    { dataLayer: 'bounds', maxzoom: 12, symbolizer: bound(1.6, [5, 3], 0.55), filter: isKind('district') },
    { dataLayer: 'bounds', minzoom: 13, symbolizer: bound(1.4, [1.5, 3.5], 0.7), filter: isKind('ward') },
  ];
}

export function basemapLabelRules(colours: BasemapColours): LabelRule[] {
  const place = (size: number | ((zoom: number) => number), weight: number, fill = colours.place) =>
    new CenteredTextSymbolizer({
      fontFamily: FONT,
      fontSize: size,
      fontWeight: weight,
      fill,
      stroke: colours.halo,
      width: 3,
      maxLineChars: 14,
      lineHeight: 1.35,
    });
  const along = (size: number | ((zoom: number) => number), fill = colours.name, weight = 400) =>
    new LineLabelSymbolizer({
      fontFamily: FONT,
      fontSize: size,
      fontWeight: weight,
      fill,
      stroke: colours.halo,
      width: 3,
      position: LineLabelPlacement.Center,
      repeatDistance: 420,
    });
  const poi = new GroupSymbolizer([
    new CircleSymbolizer({ radius: 2.5, fill: colours.poi, stroke: colours.halo, width: 1 }),
    new OffsetTextSymbolizer({
      ...{ fontFamily: FONT, fontSize: 10.5, fontWeight: 400, fill: colours.poi, stroke: colours.halo, width: 3 },
      ...{ offsetY: 5, maxLineChars: 18, lineHeight: 1.4, placements: [TextPlacements.S] },
      justify: Justify.Center,
    }),
  ]);
  return [
    {
      dataLayer: 'places',
      maxzoom: 12,
      symbolizer: place(
        exp(1, [
          [10, 11],
          [12, 13],
        ]),
        500,
      ),
      filter: isKind('district'),
    },
    {
      dataLayer: 'places',
      minzoom: 13,
      maxzoom: 15,
      symbolizer: place(
        exp(1, [
          [13, 12],
          [15, 14],
        ]),
        500,
      ),
      filter: isKind('ward'),
    },
    { dataLayer: 'places', symbolizer: place(12, 400, colours['water-name']), filter: isKind('water') },
    { dataLayer: 'places', minzoom: 15, symbolizer: place(11, 400, colours['green-name']), filter: isKind('green') },
    { dataLayer: 'names', symbolizer: along(12, colours['water-name']), filter: isKind('river') },
    {
      dataLayer: 'names',
      minzoom: 13,
      symbolizer: along(
        exp(1, [
          [13, 11],
          [17, 13],
        ]),
      ),
      filter: isKind('motorway', 'trunk', 'primary'),
    },
    {
      dataLayer: 'names',
      minzoom: 14,
      symbolizer: along(
        exp(1, [
          [14, 11],
          [17, 12.5],
        ]),
      ),
      filter: isKind('secondary', 'tertiary'),
    },
    {
      dataLayer: 'names',
      minzoom: 15,
      symbolizer: along(
        exp(1, [
          [15, 10.5],
          [17, 12],
        ]),
      ),
      filter: isKind('unclassified', 'residential', 'living_street'),
    },
    {
      dataLayer: 'names',
      minzoom: 16,
      symbolizer: along(
        exp(1, [
          [16, 10.5],
          [18, 12],
        ]),
      ),
      filter: isKind('alley', 'narrow_alley', 'service'),
    },
    { dataLayer: 'places', minzoom: 16, symbolizer: poi, filter: isKind('school', 'health', 'worship', 'market') },
    {
      dataLayer: 'places',
      minzoom: 17,
      symbolizer: new CenteredTextSymbolizer({
        ...{ fontFamily: FONT, fontSize: 10, fontWeight: 400, fill: colours.number, stroke: colours.building, width: 2 },
      }),
      filter: isKind('number'),
    },
  ];
}
