/** The base map that the server itself holds: one file, read in pieces. */
export const TILES_URL = '/maps/basemap.pmtiles';
