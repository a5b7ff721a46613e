/**
 * Folds Vietnamese text for comparison: no marks, no case, đ as d, single spaces.
 * "Đống  Đa" and "dong da" fold to the same text. Used by the server's search columns and by the web's filters.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}
