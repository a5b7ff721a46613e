import { type Actor, requireRole } from '../../auth/actor.ts';
import { FIELD_LIMITS } from '../../contract/field-codes.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { lockAssignment, readPathsConcerned } from '../store.ts';
import { countPhotos, findPhoto, insertPhoto } from './store.ts';
import { stripJpeg } from './strip-jpeg.ts';

/**
 * Keeps a photo of the door of one of the team's visits (never of a document: the page says so, and nothing here could tell). Only
 * the picture is kept. The id is made on the phone; sending twice stores once.
 */
export async function storePhoto(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  input: { photoId: string; assignmentId: string; bytes: Uint8Array },
): Promise<{ id: string; byteCount: number }> {
  requireRole(actor, ['team']);
  const { photoId, assignmentId } = input;
  const jpeg = stripJpeg(input.bytes);
  if (!jpeg) throw new ProblemError('photo-not-jpeg');
  const byteCount = jpeg.length;
  if (byteCount > FIELD_LIMITS.photoBytes) {
    throw new ProblemError('body-too-large', { params: { bytes: byteCount, limit: FIELD_LIMITS.photoBytes } });
  }
  return deps.db.transaction(async (tx) => {
    const visit = await lockAssignment(tx, assignmentId);
    if (!visit || visit.teamId !== actor.teamId) throw new ProblemError('not-found');
    const known = await findPhoto(tx, photoId);
    if (known) {
      if (known.assignmentId !== assignmentId) throw new ProblemError('command-id-reused');
      return { id: photoId, byteCount: known.byteCount };
    }
    if ((await countPhotos(tx, assignmentId)) >= FIELD_LIMITS.photosPerVisit) {
      throw new ProblemError('too-many-photos', { params: { limit: FIELD_LIMITS.photosPerVisit } });
    }
    const { unitId } = visit;
    const { accountId } = actor;
    await insertPhoto(tx, { id: photoId, unitId, assignmentId, accountId, jpeg, byteCount, createdAt: deps.clock.now() });
    return { id: photoId, byteCount };
  });
}

/** The picture, for the team that took it and the dispatchers above that team. Nobody else learns whether it exists. */
export async function readPhoto(deps: Pick<Deps, 'db'>, actor: Actor, photoId: string): Promise<Uint8Array> {
  const photo = await findPhoto(deps.db.client, photoId);
  if (!photo) throw new ProblemError('not-found');
  const { teamId } = photo.assignment;
  const isOwn = actor.role === 'team' && actor.teamId === teamId;
  const paths = actor.role === 'dispatcher' ? await readPathsConcerned(deps.db.client, { teamIds: [teamId] }) : [];
  if (!isOwn && !paths.some((path) => path.startsWith(actor.unitPath))) throw new ProblemError('not-found');
  return photo.jpeg;
}
