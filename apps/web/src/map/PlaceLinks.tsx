import { ExternalLink } from 'lucide-react';
import { MAP_APP_NAMES, MAP_APPS, placeLink } from './place-links.ts';
import { mapWords } from './words.ts';
import './place-links.css';

/** A place in Google Maps, Apple Maps and OsmAnd. `what` tells a screen reader which place; it is not in the links. */
export function PlaceLinks({ lat, lon, what }: { lat: number; lon: number; what: string }) {
  const t = mapWords.useText();
  return (
    <ul className="place-links" aria-label={t('openIn', { what })}>
      {MAP_APPS.map((app) => (
        <li key={app}>
          <a href={placeLink(app, lat, lon)} target="_blank" rel="noreferrer">
            <ExternalLink aria-hidden /> {MAP_APP_NAMES[app]}
            <span className="visually-hidden"> ({t('newTab')})</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
