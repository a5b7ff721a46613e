import { ArrowLeft } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Navigate, useNavigate, useParams, useSearchParams } from 'react-router';
import { Button } from '../design/Button.tsx';
import { MissingPage } from '../routes/MissingPage.tsx';
import { type Draft, type Faults, faultsOf, firstUnanswered, STEPS, type Step } from './draft.ts';
import { Heading } from './Heading.tsx';
import { AddressQuestion } from './questions/AddressQuestion.tsx';
import { AskerQuestion } from './questions/AskerQuestion.tsx';
import { MovesQuestion } from './questions/MovesQuestion.tsx';
import { NeedsQuestion } from './questions/NeedsQuestion.tsx';
import { PersonQuestion } from './questions/PersonQuestion.tsx';
import { PhoneQuestion } from './questions/PhoneQuestion.tsx';
import { PlaceQuestion } from './questions/PlaceQuestion.tsx';
import type { QuestionProps } from './questions/question-props.ts';
import { TimesQuestion } from './questions/TimesQuestion.tsx';
import { draftStore, thisYear, useDraft } from './use-draft.ts';
import { familyWords } from './words.ts';

const QUESTIONS: Record<Step, (props: QuestionProps) => ReactNode> = {
  'nguoi-yeu-cau': AskerQuestion,
  'nguoi-can-gap': PersonQuestion,
  'dia-chi': AddressQuestion,
  'vi-tri': PlaceQuestion,
  'di-lai': MovesQuestion,
  'viec-can-lam': NeedsQuestion,
  'gio-o-nha': TimesQuestion,
  'dien-thoai': PhoneQuestion,
};
const SECTION = {
  'nguoi-yeu-cau': 'asker',
  'nguoi-can-gap': 'person',
  'dia-chi': 'address',
  'vi-tri': 'place',
  'di-lai': 'moves',
  'viec-can-lam': 'needs',
  'gio-o-nha': 'times',
  'dien-thoai': 'phone',
} as const satisfies Record<Step, string>;

/** One question; the address names it. A question whose predecessors are not answered leads to the first of those (A5). */
export function QuestionPage() {
  const { step } = useParams();
  const draft = useDraft();
  const known = STEPS.find((one) => one === step);
  if (!known) return <MissingPage />;
  const first = firstUnanswered(draft, thisYear());
  if (first && STEPS.indexOf(first) < STEPS.indexOf(known)) return <Navigate to={`/gia-dinh/${first}`} replace />;
  return <Question key={known} step={known} draft={draft} />;
}

function Question({ step, draft }: { step: Step; draft: Draft }) {
  const t = familyWords.useText();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(0);
  const faults: Faults = tried > 0 ? faultsOf(step, draft, thisYear()) : {};
  const index = STEPS.indexOf(step);
  const Fields = QUESTIONS[step];
  const section = SECTION[step];
  const ownWords = draft.relation === 'self' && (section === 'person' || section === 'address' || section === 'moves');
  const title = ownWords ? t(`${section}.titleSelf`) : t(`${section}.title`);
  const skippable = step === 'vi-tri' && draft.point === null;

  // Whoever tried to go on is led to the first field that needs something.
  useEffect(() => {
    if (tried > 0)
      form.current?.querySelector<HTMLElement>('input[aria-invalid="true"], [data-invalid] input, [data-invalid]')?.focus();
  }, [tried]);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (Object.keys(faultsOf(step, draft, thisYear())).length > 0) {
      setTried(tried + 1);
      return;
    }
    const following = search.get('ve') === 'kiem-tra' ? 'kiem-tra' : (STEPS[index + 1] ?? 'kiem-tra');
    void navigate(`/gia-dinh/${following}`);
  }

  return (
    <form ref={form} className="question" onSubmit={onSubmit} noValidate>
      <div className="question-top">
        <Button
          kind="quiet"
          size="touch"
          icon={ArrowLeft}
          onPress={() => void navigate(index === 0 ? '/gia-dinh' : `/gia-dinh/${STEPS[index - 1]}`)}
        >
          {t('back')}
        </Button>
        <p className="family-soft">{t('step', { number: index + 1, total: STEPS.length })}</p>
      </div>
      <div className="question-progress" aria-hidden>
        <span style={{ width: `${((index + 1) / STEPS.length) * 100}%` }} />
      </div>
      <Heading>{title}</Heading>
      <p className="family-why">{t(`${section}.why`)}</p>
      <Fields
        draft={draft}
        change={(part) => draftStore().change(part)}
        fault={(field) => {
          const fault = faults[field];
          return fault ? t(`fault.${fault}`) : undefined;
        }}
      />
      <Button kind="primary" size="field" type="submit" wide>
        {skippable ? t('place.skip') : t('next')}
      </Button>
      <p className="family-soft question-kept">{t('kept')}</p>
    </form>
  );
}
