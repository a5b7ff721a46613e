import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Clock, Ids } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db/open-database.ts';
import type { Places } from './travel/places.ts';
import type { StreetEngine } from './travel/street-engine.ts';
import type { TravelProvider } from './travel/travel.ts';

/** What the app is built from. Tests give their own clock, ids and database. */
export interface Deps {
  config: Config;
  clock: Clock;
  ids: Ids;
  db: Database;
  /** Seconds and metres between places. */
  travel: TravelProvider;
  /** The embedded streets themselves, whatever `travel` asks; null where there are none. */
  streets: StreetEngine | null;
  /** Addresses and pins on the map. */
  places: Places;
  log: FastifyBaseLogger;
}

/** A fastify instance whose schemas are Zod's. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression<RawServerDefault>,
  RawReplyDefaultExpression<RawServerDefault>,
  FastifyBaseLogger,
  ZodTypeProvider
>;
