import { Component, type ReactNode } from 'react';

/** A part that may fail (a chunk that cannot be loaded without network) without taking the page with it. */
export class Fallible extends Component<{ otherwise: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.otherwise : this.props.children;
  }
}
