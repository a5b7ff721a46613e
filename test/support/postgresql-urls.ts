export const TEMPLATE_DATABASE = 'gocua_template';

/** Address of a database on the server of this run of the tests. */
export function serverUrl(port: number, database: string): string {
  return `postgresql://postgres@127.0.0.1:${port}/${database}`;
}
