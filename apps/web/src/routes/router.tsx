import { createBrowserRouter } from 'react-router';
import { BrokenPage } from './BrokenPage.tsx';
import { WaitingPage } from './WaitingPage.tsx';

/**
 * The surfaces, each in its own chunk: a phone at a door loads neither the map nor the timeline.
 * Addresses are words of the people who use them; they hold ids and filters, never personal data.
 */
export const router = createBrowserRouter([
  {
    errorElement: <BrokenPage />,
    HydrateFallback: WaitingPage,
    children: [
      { path: '/', lazy: async () => ({ Component: (await import('../front/FrontPage.tsx')).FrontPage }) },
      { path: '/dang-nhap', lazy: async () => ({ Component: (await import('../session/SignInPage.tsx')).SignInPage }) },
      { path: '/dieu-phoi/*', lazy: async () => ({ Component: (await import('../planner/Planner.tsx')).Planner }) },
      { path: '/to/*', lazy: async () => ({ Component: (await import('../field/FieldApp.tsx')).FieldApp }) },
      { path: '/gia-dinh/*', lazy: async () => ({ Component: (await import('../family/FamilyApp.tsx')).FamilyApp }) },
      { path: '/thiet-ke', lazy: async () => ({ Component: (await import('../design/gallery/Gallery.tsx')).Gallery }) },
      { path: '*', lazy: async () => ({ Component: (await import('./MissingPage.tsx')).MissingPage }) },
    ],
  },
]);
