import type { FieldSettings } from '@gocua/api/contract/field';
import { FIELD_LIMITS } from '@gocua/api/contract/field-codes';
import { type Http, ProblemError } from '../api/http.ts';

/** Where this phone is, as far as it knows. */
export interface PhonePlace {
  lat: number;
  lon: number;
  accuracyMetres: number;
  atMs: number;
}

/** `waiting`: wanted, and begins with the shift. `denied`: the phone does not allow it. */
export interface SharingState {
  kind: 'off' | 'waiting' | 'on' | 'denied';
  place: PhonePlace | null;
}

export interface SharerParts {
  http: Pick<Http, 'post'>;
  newId: () => string;
  nowMs: () => number;
  geolocation: Pick<Geolocation, 'watchPosition' | 'clearWatch'> | undefined;
  /** Whether the person wants it, kept on the phone. */
  kept: { read(): boolean; write(on: boolean): void };
}

type Sent = Pick<PhonePlace, 'lat' | 'lon' | 'accuracyMetres'> & { at: string };

/**
 * Shares the phone's place only while a person wants it and the shift runs; else the phone is not even asked. What cannot be sent is
 * kept in memory, the newest only: losing a position loses nothing.
 */
export class PositionSharer {
  readonly #parts: SharerParts;
  #state: SharingState;
  #wanted: boolean;
  #settings: FieldSettings | null = null;
  #watch: number | null = null;
  #unsent: Sent[] = [];
  #isSending = false;
  #lastKeptMs = Number.NEGATIVE_INFINITY;
  #listeners = new Set<() => void>();

  constructor(parts: SharerParts) {
    this.#parts = parts;
    this.#wanted = parts.kept.read();
    this.#state = { kind: this.#wanted ? 'waiting' : 'off', place: null };
  }

  readonly read = (): SharingState => this.#state;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  want(on: boolean): void {
    this.#parts.kept.write(on);
    this.#wanted = on;
    this.#follow();
  }

  /** The settings while a shift runs, null otherwise. */
  shift(settings: FieldSettings | null): void {
    if ((settings === null) !== (this.#settings === null) || this.#watch === null) {
      this.#settings = settings;
      this.#follow();
    } else this.#settings = settings;
  }

  stop(): void {
    this.#unwatch();
    this.#listeners.clear();
  }

  #follow(): void {
    const { geolocation } = this.#parts;
    if (!this.#wanted || !this.#settings) {
      this.#unwatch();
      this.#unsent = [];
      this.#set({ kind: this.#wanted ? 'waiting' : 'off', place: null });
      return;
    }
    if (!geolocation) {
      this.#set({ kind: 'denied', place: null });
      return;
    }
    this.#watch ??= geolocation.watchPosition(
      ({ coords }) => this.#hear(coords),
      (error) => error.code === 1 && this.#set({ kind: 'denied', place: null }),
      { enableHighAccuracy: true, maximumAge: 10_000 },
    );
    if (this.#state.kind !== 'denied') this.#set({ ...this.#state, kind: 'on' });
  }

  #unwatch(): void {
    if (this.#watch !== null) this.#parts.geolocation?.clearWatch(this.#watch);
    this.#watch = null;
  }

  #hear({ latitude: lat, longitude: lon, accuracy: accuracyMetres }: GeolocationCoordinates): void {
    if (!this.#settings) return;
    const atMs = this.#parts.nowMs();
    this.#set({ kind: 'on', place: { lat, lon, accuracyMetres, atMs } });
    if (atMs - this.#lastKeptMs < this.#settings.positionEverySec * 1000) return;
    this.#lastKeptMs = atMs;
    this.#unsent = [...this.#unsent, { lat, lon, accuracyMetres, at: new Date(atMs).toISOString() }].slice(
      -FIELD_LIMITS.positions,
    );
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#isSending || this.#unsent.length === 0) return;
    this.#isSending = true;
    const positions = this.#unsent;
    try {
      await this.#parts.http.post('/api/field/positions', { body: { positions }, commandId: this.#parts.newId() });
      this.#unsent = this.#unsent.filter((one) => !positions.includes(one));
    } catch (error) {
      // The server does not want them: outside of the shift, or unreadable. Without an answer they wait for the next position.
      if (error instanceof ProblemError && error.status >= 400 && error.status < 500) this.#unsent = [];
    }
    this.#isSending = false;
  }

  #set(state: SharingState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
