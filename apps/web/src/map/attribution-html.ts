/** The operator's words as text; OpenStreetMap is linked to its licence, as it asks. */
export function attributionHtml(words: string): string {
  const text = words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return text.replace(
    /OpenStreetMap( contributors)?/,
    '<a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">$&</a>',
  );
}
