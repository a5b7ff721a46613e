import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import './exports.css';

/** A file of the server. A link and not a button: the browser says where it goes and a person may copy it. */
export function DownloadLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="download-link" href={href} download>
      <Download aria-hidden /> {children}
    </a>
  );
}
