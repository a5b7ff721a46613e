import type { Me } from '@gocua/api/contract/session';
import { useEffect, useState } from 'react';
import { useMe } from '../session/session.ts';
import { type FieldStore, openFieldStore } from './open-field-store.ts';

export type TeamMember =
  | { state: 'waiting' }
  | { state: 'no-storage' }
  | { state: 'signed-out' }
  | { state: 'not-a-team'; me: Me }
  | { state: 'in'; me: Me; teamId: string; store: FieldStore }
  | { state: 'no-answer'; error: unknown; retry: () => void };

let opened: Promise<FieldStore> | null = null;
const openOnce = () => {
  opened ??= openFieldStore();
  return opened;
};

/** Who uses this phone. When the server does not answer, the one who used it last goes on working. */
export function useTeamMember(): TeamMember {
  const asked = useMe();
  const [store, setStore] = useState<FieldStore | null>(null);
  const [last, setLast] = useState<Me | null>(null);
  const [refused, setRefused] = useState(false);

  useEffect(() => {
    let current = true;
    const open = async () => {
      const found = await openOnce();
      const member = await found.readMember();
      if (!current) return;
      setLast(member ?? null);
      setStore(found);
    };
    open().catch(() => current && setRefused(true));
    return () => {
      current = false;
    };
  }, []);

  const answered = asked.data;
  useEffect(() => {
    if (answered?.teamId && store) store.writeMember(answered).catch(() => undefined);
  }, [answered, store]);

  if (refused) return { state: 'no-storage' };
  if (!store) return { state: 'waiting' };
  if (answered === null) return { state: 'signed-out' };
  const me = answered ?? last;
  if (!me)
    return asked.isError ? { state: 'no-answer', error: asked.error, retry: () => void asked.refetch() } : { state: 'waiting' };
  if (me.role !== 'team' || !me.teamId) return { state: 'not-a-team', me };
  return { state: 'in', me, teamId: me.teamId, store };
}
