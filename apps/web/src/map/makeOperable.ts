import type { Marker } from 'leaflet';

/** Leaflet makes markers focusable, but neither names them nor acts on Enter: this does. */
export function makeOperable(marker: Marker, name: string, act: () => void, onFocus?: () => void): void {
  const dress = () => {
    const element = marker.getElement();
    if (!element) return;
    element.setAttribute('role', 'button');
    element.setAttribute('aria-label', name);
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      act();
    });
    if (onFocus) element.addEventListener('focus', onFocus);
  };
  marker.on('click', act);
  marker.on('add', dress);
  if (marker.getElement()) dress();
}
