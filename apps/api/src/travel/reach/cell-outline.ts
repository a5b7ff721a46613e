/** Cells of a grid that are in, row by row from the south-west. */
export interface CellGrid {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
}

/** Corners of cells, x to the east and y to the north; the last point is the first again. */
export type CornerRing = (readonly [x: number, y: number])[];

/** Holes and islands of fewer cells are noise of the grid, not of the streets. */
const LEAST_HOLE_CELLS = 24;
const LEAST_ISLAND_CELLS = 6;

/** The outlines of all pieces of a grid: for each an outer ring (counterclockwise) and its holes (clockwise). */
export function outlineCells(grid: CellGrid): CornerRing[][] {
  const filled = { ...grid, cells: grid.cells.slice() };
  for (const hole of pieces(filled, 0))
    if (!hole.touchesBorder && hole.cells.length < LEAST_HOLE_CELLS) for (const cell of hole.cells) filled.cells[cell] = 1;
  return pieces(filled, 1)
    .filter(({ cells }) => cells.length >= LEAST_ISLAND_CELLS)
    .sort((a, b) => b.cells.length - a.cells.length)
    .map(({ cells }) => trace(filled, cells));
}

interface Piece {
  readonly cells: number[];
  readonly touchesBorder: boolean;
}

/** Cells of one value that share sides. */
function pieces({ width, height, cells }: CellGrid, value: 0 | 1): Piece[] {
  const seen = new Uint8Array(cells.length);
  const found: Piece[] = [];
  for (let first = 0; first < cells.length; first++) {
    if (cells[first] !== value || seen[first]) continue;
    const piece = [first];
    let touchesBorder = false;
    seen[first] = 1;
    for (let i = 0; i < piece.length; i++) {
      const cell = piece[i]!;
      const x = cell % width;
      const y = (cell - x) / width;
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) touchesBorder = true;
      for (const next of [x > 0 ? cell - 1 : -1, x < width - 1 ? cell + 1 : -1, cell - width, cell + width]) {
        if (next < 0 || next >= cells.length || seen[next] || cells[next] !== value) continue;
        seen[next] = 1;
        piece.push(next);
      }
    }
    found.push({ cells: piece, touchesBorder });
  }
  return found;
}

/** Walks along the sides of a piece with its cells on the left; the first ring is the outer one. */
function trace({ width, height }: CellGrid, piece: readonly number[]): CornerRing[] {
  const inside = new Set(piece);
  const corners = width + 1;
  /** Corner → corners that sides lead to from there: one, or two where cells of the piece touch at a corner. */
  const sides = new Map<number, number[]>();
  const add = (x0: number, y0: number, x1: number, y1: number): void => {
    const from = y0 * corners + x0;
    const known = sides.get(from);
    if (known) known.push(y1 * corners + x1);
    else sides.set(from, [y1 * corners + x1]);
  };
  for (const cell of piece) {
    const x = cell % width;
    const y = (cell - x) / width;
    if (y === 0 || !inside.has(cell - width)) add(x, y, x + 1, y);
    if (x === width - 1 || !inside.has(cell + 1)) add(x + 1, y, x + 1, y + 1);
    if (y === height - 1 || !inside.has(cell + width)) add(x + 1, y + 1, x, y + 1);
    if (x === 0 || !inside.has(cell - 1)) add(x, y + 1, x, y);
  }
  const rings: CornerRing[] = [];
  for (const start of sides.keys()) {
    while (sides.get(start)!.length > 0) {
      const ring: number[] = [start];
      for (let at = start, before = -1; ; ) {
        const ways = sides.get(at)!;
        // at a corner where two cells touch stay with the one that was followed: turn left
        const next =
          ways.length === 1 || before < 0 ? ways.pop()! : ways.splice(ways.indexOf(leftOf(before, at, corners)), 1)[0]!;
        ring.push(next);
        if (next === start) break;
        before = at;
        at = next;
      }
      rings.push(ring.map((corner) => [corner % corners, Math.floor(corner / corners)] as const));
    }
  }
  return rings.sort((a, b) => area(b) - area(a));
}

/** The corner to the left of the direction from one corner to its neighbour. */
function leftOf(from: number, at: number, corners: number): number {
  const step = at - from;
  if (step === 1) return at + corners;
  if (step === -1) return at - corners;
  return step === corners ? at - 1 : at + 1;
}

/** Twice the area, positive counterclockwise. */
function area(ring: CornerRing): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1];
  return sum;
}
