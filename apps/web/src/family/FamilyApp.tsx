import { Route, Routes } from 'react-router';
import { PageFrame } from '../design/PageFrame.tsx';
import { MissingPage } from '../routes/MissingPage.tsx';
import { CheckPage } from './CheckPage.tsx';
import { FollowPage } from './FollowPage.tsx';
import { QuestionPage } from './QuestionPage.tsx';
import { StartPage } from './StartPage.tsx';
import './family.css';

/** The surface at `/gia-dinh/*`: a family asks for a visit and follows it. */
export function FamilyApp() {
  return (
    <PageFrame>
      <div className="family">
        <Routes>
          <Route index element={<StartPage />} />
          <Route path="kiem-tra" element={<CheckPage />} />
          <Route path="theo-doi" element={<FollowPage />} />
          <Route path=":step" element={<QuestionPage />} />
          <Route path="*" element={<MissingPage />} />
        </Routes>
      </div>
    </PageFrame>
  );
}
