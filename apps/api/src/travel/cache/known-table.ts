import type { TravelTable } from '../travel.ts';
import type { TablePart } from './missing-parts.ts';
import type { TileHead } from './store.ts';
import type { Tile } from './tile.ts';

/** A table that is being put together; −1 where nothing is known yet. */
export class KnownTable {
  readonly durationsSec: Int32Array;
  readonly #distancesMetres: Int32Array;
  readonly #walkMetres: Int32Array;
  readonly #originKeys: readonly string[];
  readonly #destinationKeys: readonly string[];
  readonly #row: ReadonlyMap<string, number>;
  readonly #column: ReadonlyMap<string, number>;

  constructor(originKeys: readonly string[], destinationKeys: readonly string[]) {
    this.#originKeys = originKeys;
    this.#destinationKeys = destinationKeys;
    this.#row = new Map(originKeys.map((key, i) => [key, i]));
    this.#column = new Map(destinationKeys.map((key, j) => [key, j]));
    this.durationsSec = new Int32Array(originKeys.length * destinationKeys.length).fill(-1);
    this.#distancesMetres = new Int32Array(this.durationsSec.length).fill(-1);
    this.#walkMetres = new Int32Array(destinationKeys.length).fill(-1);
  }

  lacksSomeOf({ originKeys, destinationKeys }: TileHead): boolean {
    const columns = destinationKeys.flatMap((key) => this.#column.get(key) ?? []);
    const n = this.#destinationKeys.length;
    return originKeys.some((key) => {
      const row = this.#row.get(key);
      return row !== undefined && columns.some((column) => this.durationsSec[row * n + column]! < 0);
    });
  }

  holds({ originKeys, destinationKeys }: TileHead): boolean {
    return originKeys.every((key) => this.#row.has(key)) && destinationKeys.every((key) => this.#column.has(key));
  }

  take(tile: Tile): void {
    const rows = tile.originKeys.map((key) => this.#row.get(key) ?? -1);
    const columns = tile.destinationKeys.map((key) => this.#column.get(key) ?? -1);
    this.fill(rows, columns, tile);
  }

  /** Rows and columns of −1 are passed over. */
  fill(rows: readonly number[], columns: readonly number[], from: Omit<Tile, 'originKeys' | 'destinationKeys'>): void {
    const n = this.#destinationKeys.length;
    rows.forEach((row, r) => {
      if (row < 0) return;
      columns.forEach((column, c) => {
        if (column < 0) return;
        this.durationsSec[row * n + column] = from.durationsSec[r * columns.length + c]!;
        this.#distancesMetres[row * n + column] = from.distancesMetres[r * columns.length + c]!;
      });
    });
    columns.forEach((column, c) => {
      if (column >= 0) this.#walkMetres[column] = Math.max(this.#walkMetres[column]!, from.walkMetres[c]!);
    });
  }

  whole(): TablePart {
    return { rows: [...this.#originKeys.keys()], columns: [...this.#destinationKeys.keys()] };
  }

  tile({ rows, columns }: TablePart): Tile {
    const n = this.#destinationKeys.length;
    const durationsSec = new Int32Array(rows.length * columns.length);
    const distancesMetres = new Int32Array(durationsSec.length);
    rows.forEach((row, r) => {
      columns.forEach((column, c) => {
        durationsSec[r * columns.length + c] = this.durationsSec[row * n + column]!;
        distancesMetres[r * columns.length + c] = this.#distancesMetres[row * n + column]!;
      });
    });
    return {
      originKeys: rows.map((row) => this.#originKeys[row]!),
      destinationKeys: columns.map((column) => this.#destinationKeys[column]!),
      durationsSec,
      distancesMetres,
      walkMetres: Int32Array.from(columns, (column) => this.#walkMetres[column]!),
    };
  }

  /** For the places as they were asked, several of which may stand at one door. */
  expand(rowOf: Int32Array, columnOf: Int32Array): Omit<TravelTable, 'source' | 'profileId'> {
    const [originCount, destinationCount] = [rowOf.length, columnOf.length];
    const n = this.#destinationKeys.length;
    const isPlain = originCount === this.#originKeys.length && destinationCount === n;
    const spread = (values: Int32Array): Int32Array => {
      if (isPlain) return values;
      const all = new Int32Array(originCount * destinationCount);
      for (let i = 0; i < originCount; i++)
        for (let j = 0; j < destinationCount; j++) all[i * destinationCount + j] = values[rowOf[i]! * n + columnOf[j]!]!;
      return all;
    };
    return {
      originCount,
      destinationCount,
      durationsSec: spread(this.durationsSec),
      distancesMetres: spread(this.#distancesMetres),
      walkMetres: Int32Array.from(columnOf, (column) => this.#walkMetres[column]!),
    };
  }
}
