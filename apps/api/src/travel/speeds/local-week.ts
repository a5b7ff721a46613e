/** Weekday (ISO 8601: 1 = Monday) and "HH:MM" on the wall of a zone. */
export function makeLocalWeek(zone: string): (at: Date) => { weekday: number; time: string } {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  return (at) => {
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    return { weekday: days.indexOf(parts.get('weekday') ?? '') + 1, time: `${parts.get('hour')}:${parts.get('minute')}` };
  };
}
